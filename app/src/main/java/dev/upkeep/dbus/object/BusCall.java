package dev.upkeep.dbus.object;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A method call that came over the bus.
///
/// @param path of the object
/// @param interfaceName null when the caller left it out
/// @param member the method
/// @param signature of the arguments, empty for none
public record BusCall(
        String path,
        @Nullable String interfaceName,
        String member,
        String signature,
        List<Object> arguments) {

    public BusCall {
        arguments = List.copyOf(arguments);
    }

    /// An argument that the signature calls a string.
    String text(int index) {
        return String.valueOf(arguments.get(index));
    }
}
