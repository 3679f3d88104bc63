package dev.upkeep.dbus;

import dev.upkeep.dbus.object.BusNames;
import dev.upkeep.dbus.object.BusState;
import java.util.List;

/// A signal that waits to be sent.
///
/// @param signature of the arguments, empty for none
record BusSignal(
        String path,
        String interfaceName,
        String member,
        String signature,
        List<Object> arguments) {

    static final String STARTED = "VrrpStarted";
    static final String RELOADED = "VrrpReloaded";
    static final String STOPPED = "VrrpStopped";

    /// Returns a signal of the daemon's object.
    static BusSignal ofDaemon(String path, String member) {
        return new BusSignal(path, BusNames.VRRP, member, "", List.of());
    }

    /// `VrrpStatusChange` of an instance's object.
    static BusSignal ofInstance(String path, BusState state) {
        return new BusSignal(
                path, BusNames.INSTANCE, "VrrpStatusChange", "u", List.of(state.number()));
    }
}
