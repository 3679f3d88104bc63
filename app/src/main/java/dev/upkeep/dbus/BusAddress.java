package dev.upkeep.dbus;

import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The address of the system bus.
final class BusAddress {

    /// The well-known one of the D-Bus specification.
    private static final Path DEFAULT = Path.of("/run/dbus/system_bus_socket");

    private static final String UNIX = "unix:";
    private static final String PATH = "path=";

    private BusAddress() {}

    /// Reads an address such as `unix:path=/run/dbus/system_bus_socket`; of several, separated by
    /// semicolons, the first that is a path.
    ///
    /// @param text the value of `DBUS_SYSTEM_BUS_ADDRESS`, null for the well-known address
    /// @throws IllegalArgumentException when none is a path
    static UnixDomainSocketAddress parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return UnixDomainSocketAddress.of(DEFAULT);
        }
        for (String each : text.split(";", -1)) {
            if (each.startsWith(UNIX)) {
                for (String pair : each.substring(UNIX.length()).split(",", -1)) {
                    if (pair.startsWith(PATH)) {
                        String escaped = pair.substring(PATH.length()).replace("+", "%2B");
                        return UnixDomainSocketAddress.of(
                                URLDecoder.decode(escaped, StandardCharsets.UTF_8));
                    }
                }
            }
        }
        throw new IllegalArgumentException(
                "DBUS_SYSTEM_BUS_ADDRESS is '"
                        + text
                        + "': expected unix:path=/path/of/the/socket");
    }
}
