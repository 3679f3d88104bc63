package dev.upkeep.netlink.route;

import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// An address and the number of its leading bits that count.
///
/// @param length 0-32 in IPv4, 0-128 in IPv6
public record Prefix(IpAddress address, int length) {

    /// Returns the prefix of an address that may be absent.
    ///
    /// @return null without an address
    public static @Nullable Prefix ofNullable(@Nullable IpAddress address, int length) {
        return address == null ? null : new Prefix(address, length);
    }

    /// Parses `ADDRESS` or `ADDRESS/LENGTH`; an address alone counts whole.
    ///
    /// @throws IllegalArgumentException when the text is neither
    public static Prefix parse(String text) {
        String[] parts = text.split("/", 2);
        IpAddress address = IpAddress.parse(parts[0]);
        int length = parts.length == 2 ? Integer.parseInt(parts[1]) : 8 * address.bytes().length;
        return new Prefix(address, length);
    }

    /// Returns the form of `ip`: `10.0.0.0/8`.
    @Override
    public String toString() {
        return address + "/" + length;
    }
}
