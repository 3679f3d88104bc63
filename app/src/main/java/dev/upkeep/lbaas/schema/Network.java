package dev.upkeep.lbaas.schema;

import dev.upkeep.net.IpAddress;

/// An IP network in CIDR notation, host bits cleared.
public record Network(IpAddress address, int prefixLength) {

    /// Reads `10.0.0.0/24`; an address alone is a network of one.
    ///
    /// @throws IllegalArgumentException when it is none
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        int bits = address.bytes().length * 8;
        int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (length < 0 || length > bits) {
            throw new IllegalArgumentException(
                    "prefix length: expected 0-" + bits + ", got " + length);
        }
        return new Network(masked(address, length), length);
    }

    /// True when it is one of the network's addresses.
    public boolean contains(IpAddress other) {
        return other.family() == address.family() && masked(other, prefixLength).equals(address);
    }

    private static IpAddress masked(IpAddress address, int length) {
        byte[] bytes = address.bytes().clone();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(length - i * 8L, 0, 8);
            bytes[i] &= (byte) (0xff << (8 - kept));
        }
        return IpAddress.of(bytes);
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
