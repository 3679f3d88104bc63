package dev.upkeep.app.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A virtual server, as the JSON of the status has it: one component for each key.
///
/// @param name as `upkeep server` takes it
/// @param label the name that the configuration gives it (`snmp_name`), null for none
/// @param scheduler `rr`, `wlc`, ..
/// @param quorum weight that must be live
/// @param live weight of live servers
/// @param sorryServer null for none
/// @param sorryServes whether the sorry server stands in
/// @param removed a reload removed it, and its servers finish their connections
/// @param traffic null when the kernel does not say
public record ServiceSnapshot(
        String name,
        @Nullable String label,
        String scheduler,
        long quorum,
        long hysteresis,
        long live,
        boolean quorumUp,
        @Nullable String sorryServer,
        boolean sorryServes,
        boolean removed,
        @Nullable TrafficSnapshot traffic,
        List<ServerSnapshot> servers) {

    public ServiceSnapshot {
        servers = List.copyOf(servers);
    }

    /// The kernel's counters since the entry was made, and rates per second.
    public record TrafficSnapshot(
            long connections,
            long inPackets,
            long outPackets,
            long inBytes,
            long outBytes,
            long connectionRate,
            long inByteRate,
            long outByteRate) {}

    /// A real server.
    ///
    /// @param label the name that the configuration gives it (`snmp_name`), null for none
    /// @param health `up`, `down` or `unchecked`
    /// @param state `enabled`, `draining`, `disabled` or `removed`
    /// @param weight what configuration, checks and tracked files ask for
    /// @param effectiveWeight of the entry in the kernel, null for no entry
    /// @param why what made the health what it is
    /// @param connections null when the kernel does not say
    public record ServerSnapshot(
            String name,
            @Nullable String label,
            String health,
            String state,
            int weight,
            @Nullable Integer effectiveWeight,
            String why,
            @Nullable ConnectionsSnapshot connections,
            List<CheckSnapshot> checks) {
        public ServerSnapshot {
            checks = List.copyOf(checks);
        }
    }

    /// The kernel's counts of a real server.
    public record ConnectionsSnapshot(
            long active,
            long inactive,
            long total,
            long inPackets,
            long outPackets,
            long inBytes,
            long outBytes) {}

    /// A check.
    ///
    /// @param name `TCP_CHECK`, `HTTP_GET`, .. with its target
    /// @param tookSeconds the last attempt, null before the first
    /// @param agoSeconds since the last attempt ended, null before the first
    /// @param detail what convinced, or what was wrong
    /// @param history the last attempts, the newest first: `+` passed, `-` failed, `?` could not
    ///   run
    /// @param certificateExpires of the server, null for none
    public record CheckSnapshot(
            String name,
            boolean up,
            @Nullable Double tookSeconds,
            @Nullable Double agoSeconds,
            String detail,
            String history,
            @Nullable String certificateExpires) {}
}
