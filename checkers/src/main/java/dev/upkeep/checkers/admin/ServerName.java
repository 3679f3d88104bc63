package dev.upkeep.checkers.admin;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An address as an operator names it: `10.2.0.1:80`, `[2001:db8::1]:80`, or the address alone for
/// any port.
///
/// @param port null for any
public record ServerName(IpAddress address, @Nullable Integer port) {

    /// Any address in brackets, or one of IPv4 without, and perhaps a port. Without brackets an
    /// IPv6 address has none, as it would be unclear where it begins.
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([^\\]]*)\\]|([0-9.]+))(?::([0-9]{1,5}))?");

    /// Returns the name that means this server alone: its address and port.
    public static ServerName of(Endpoint endpoint) {
        return new ServerName(endpoint.address(), endpoint.port());
    }

    /// Reads a name.
    ///
    /// @throws IllegalArgumentException saying what is wrong
    public static ServerName parse(String text) {
        IpAddress alone = tryAddress(text);
        if (alone != null) {
            return new ServerName(alone, null);
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw wrong(text);
        }
        String inBrackets = form.group(1);
        IpAddress address = tryAddress(inBrackets == null ? form.group(2) : inBrackets);
        String port = form.group(3);
        if (address == null || (port != null && Integer.parseInt(port) > 0xffff)) {
            throw wrong(text);
        }
        return new ServerName(address, port == null ? null : Integer.valueOf(port));
    }

    private static @Nullable IpAddress tryAddress(String text) {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException e) {
            return null; // the caller says what was expected instead
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no address such as 10.1.0.1:80 or [2001:db8::1]:80");
    }

    /// Returns whether it means this server.
    boolean matches(Endpoint endpoint) {
        return address.equals(endpoint.address()) && (port == null || port == endpoint.port());
    }

    /// `10.2.0.1:80`, `[2001:db8::1]:80`.
    @Override
    public String toString() {
        if (port == null) {
            return address.toString();
        }
        return switch (address.family()) {
            case INET -> address + ":" + port;
            case INET6 -> "[" + address + "]:" + port;
        };
    }
}
