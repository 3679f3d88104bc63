package dev.upkeep.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// An IPv6 address as two halves in network order.
public record Ipv6Address(long high, long low) implements IpAddress {

    static Ipv6Address of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Ipv6Address(in.getLong(), in.getLong());
    }

    /// Reads RFC 4291 section 2.2 text (all three forms, no zone), or returns null.
    static @Nullable Ipv6Address tryParse(String text) {
        int[] groups = new int[8];
        int count = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        } else if (text.startsWith(":")) {
            return null;
        }
        while (at < text.length()) {
            int end = text.indexOf(':', at);
            String part = end < 0 ? text.substring(at) : text.substring(at, end);
            if (part.indexOf('.') >= 0) {
                Ipv4Address tail = end < 0 && count <= 6 ? Ipv4Address.tryParse(part) : null;
                if (tail == null) {
                    return null;
                }
                groups[count++] = tail.bits() >>> 16;
                groups[count++] = tail.bits() & 0xffff;
                at = text.length();
                break;
            }
            if (count == 8 || part.isEmpty() || part.length() > 4) {
                return null;
            }
            int value = 0;
            for (int i = 0; i < part.length(); i++) {
                int digit = Character.digit(part.charAt(i), 16);
                if (digit < 0 || part.charAt(i) > 'f') {
                    return null;
                }
                value = (value << 4) | digit;
            }
            groups[count++] = value;
            if (end < 0) {
                break;
            }
            at = end + 1;
            if (at < text.length() && text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                at++;
            } else if (at == text.length()) {
                return null;
            }
        }
        if (gap < 0 ? count != 8 : count > 7) {
            return null;
        }
        if (gap >= 0) {
            int tail = count - gap;
            System.arraycopy(groups, gap, groups, 8 - tail, tail);
            java.util.Arrays.fill(groups, gap, 8 - tail, 0);
        }
        return new Ipv6Address(half(groups, 0), half(groups, 4));
    }

    private static long half(int[] groups, int from) {
        return ((long) groups[from] << 48)
                | ((long) groups[from + 1] << 32)
                | ((long) groups[from + 2] << 16)
                | groups[from + 3];
    }

    @Override
    public Family family() {
        return Family.INET6;
    }

    @Override
    public byte[] bytes() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    @Override
    public boolean isMulticast() {
        return (high >>> 56) == 0xff;
    }

    @Override
    public boolean isLinkLocal() {
        return (high >>> 54) == 0x3fa;
    }

    /// Returns the canonical text of RFC 5952 (`inet_ntop`), mapped addresses with a dotted tail.
    @Override
    public String toString() {
        if (high == 0 && (low >>> 32) == 0xffff) {
            return "::ffff:" + new Ipv4Address((int) low);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? high >>> (48 - 16 * i) : low >>> (112 - 16 * i)) & 0xffff);
        }
        int gap = -1;
        int gapLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > gapLength) {
                gap = i;
                gapLength = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                out.append("::");
                i += gapLength - 1;
                continue;
            }
            if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
                out.append(':');
            }
            out.append(Integer.toHexString(groups[i]));
        }
        return out.toString();
    }
}
