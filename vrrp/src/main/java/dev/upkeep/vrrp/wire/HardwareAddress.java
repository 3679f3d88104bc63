package dev.upkeep.vrrp.wire;

import java.util.HexFormat;

/// An Ethernet address in the low 48 bits.
public record HardwareAddress(long bits) {

    /// Bytes of an address.
    public static final int LENGTH = 6;

    /// All stations.
    public static final HardwareAddress BROADCAST = new HardwareAddress(0xffff_ffff_ffffL);

    /// The address made of six bytes in network order.
    ///
    /// @throws IllegalArgumentException for any other length
    public static HardwareAddress of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(
                    "hardware address: want 6 bytes, got " + bytes.length);
        }
        long bits = 0;
        for (byte b : bytes) {
            bits = (bits << Byte.SIZE) | (b & 0xff);
        }
        return new HardwareAddress(bits);
    }

    /// The six bytes in network order.
    public byte[] bytes() {
        byte[] bytes = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            bytes[i] = (byte) (bits >>> (Byte.SIZE * (LENGTH - 1 - i)));
        }
        return bytes;
    }

    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(bytes());
    }
}
