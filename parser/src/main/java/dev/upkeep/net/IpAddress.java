package dev.upkeep.net;

/// An IP address without a name, a port or a zone.
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {

    /// The family this address belongs to.
    Family family();

    /// The bytes in network order: 4 or 16 of them.
    byte[] bytes();

    /// True for 224.0.0.0/4 and ff00::/8.
    boolean isMulticast();

    /// True for 169.254.0.0/16 and fe80::/10.
    boolean isLinkLocal();

    /// Returns the address made of 4 or 16 bytes in network order.
    ///
    /// @throws IllegalArgumentException for any other length
    static IpAddress of(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> Ipv4Address.of(bytes);
            case 16 -> Ipv6Address.of(bytes);
            default ->
                    throw new IllegalArgumentException(
                            "IP address: expected 4 or 16 bytes, got " + bytes.length);
        };
    }

    /// Reads an address literal as `inet_pton` does; host names and zones are refused.
    ///
    /// @throws IllegalArgumentException when the text is no address
    static IpAddress parse(String text) {
        IpAddress address =
                text.indexOf(':') < 0 ? Ipv4Address.tryParse(text) : Ipv6Address.tryParse(text);
        if (address == null) {
            throw new IllegalArgumentException(
                    "IP address: expected an IPv4 or IPv6 literal, got '" + text + "'");
        }
        return address;
    }

    /// The address this many places further on, or before for a negative number; it begins again
    /// after the last one of the family.
    default IpAddress plus(int places) {
        byte[] bytes = bytes();
        int carry = places;
        for (int i = bytes.length - 1; i >= 0 && carry != 0; i--) {
            int sum = (bytes[i] & 0xff) + (carry & 0xff);
            bytes[i] = (byte) sum;
            carry = (carry >> 8) + (sum >> 8);
        }
        return of(bytes);
    }

    /// Orders IPv4 before IPv6, then by value (unsigned, network order).
    @Override
    default int compareTo(IpAddress other) {
        int byFamily = family().compareTo(other.family());
        return byFamily != 0 ? byFamily : java.util.Arrays.compareUnsigned(bytes(), other.bytes());
    }
}
