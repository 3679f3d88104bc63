package dev.upkeep.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// An IPv4 address; `bits` holds it in host order (10.0.0.1 is 0x0a000001).
public record Ipv4Address(int bits) implements IpAddress {

    static Ipv4Address of(byte[] bytes) {
        return new Ipv4Address(ByteBuffer.wrap(bytes).getInt());
    }

    /// Reads a dotted quad of four decimal numbers, or returns null.
    static @Nullable Ipv4Address tryParse(String text) {
        int bits = 0;
        int at = 0;
        for (int part = 0; part < 4; part++) {
            if (part > 0 && (at >= text.length() || text.charAt(at++) != '.')) {
                return null;
            }
            int start = at;
            int value = 0;
            while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
                value = value * 10 + (text.charAt(at++) - '0');
            }
            boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
            if (at == start || value > 255 || leadingZero) {
                return null;
            }
            bits = (bits << 8) | value;
        }
        return at == text.length() ? new Ipv4Address(bits) : null;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public Family family() {
        return Family.INET;
    }

    @Override
    public byte[] bytes() {
        return new byte[] {
            (byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits
        };
    }

    @Override
    public boolean isMulticast() {
        return (bits >>> 28) == 0xe;
    }

    @Override
    public boolean isLinkLocal() {
        return (bits >>> 16) == 0xa9fe;
    }

    @Override
    public String toString() {
        return (bits >>> 24)
                + "."
                + ((bits >> 16) & 0xff)
                + "."
                + ((bits >> 8) & 0xff)
                + "."
                + (bits & 0xff);
    }
}
