package dev.upkeep.netlink.wire;

import static dev.upkeep.netlink.wire.Netlink.NLA_HDRLEN;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Walks over attributes (`struct nlattr`). No length is trusted before it is compared with what
/// remains, and no value is read before its size is checked.
public final class Attributes {

    private final ByteBuffer in;
    private final int end;
    private int at;
    private int next;

    Attributes(ByteBuffer in, int start, int end) {
        this.in = in;
        this.next = start;
        this.end = end;
    }

    /// Returns the attributes of a buffer from its start to its limit, which is set to the byte
    /// order of the machine.
    public static Attributes of(ByteBuffer in) {
        return new Attributes(in.order(ByteOrder.nativeOrder()), 0, in.limit());
    }

    /// Steps to the next attribute.
    ///
    /// @return false after the last one
    /// @throws MalformedMessageException if a length field and the bytes disagree
    public boolean next() throws MalformedMessageException {
        if (next >= end) {
            return false;
        }
        int left = end - next;
        int length = left < NLA_HDRLEN ? 0 : in.getShort(next) & 0xffff;
        if (length < NLA_HDRLEN || length > left) {
            throw new MalformedMessageException(
                    "netlink attribute: expected a length of 4 to the "
                            + left
                            + " bytes left, got "
                            + length);
        }
        at = next;
        next = at + Netlink.align(length);
        return true;
    }

    /// Returns the type without its flags.
    public int type() {
        return in.getShort(at + 2) & Netlink.NLA_TYPE_MASK;
    }

    /// Returns the length of the value in bytes, without padding.
    public int length() {
        return (in.getShort(at) & 0xffff) - NLA_HDRLEN;
    }

    public int u8() throws MalformedMessageException {
        return in.get(value(1)) & 0xff;
    }

    public int u16() throws MalformedMessageException {
        return in.getShort(value(2)) & 0xffff;
    }

    public int u16be() throws MalformedMessageException {
        int at = value(2);
        return ((in.get(at) & 0xff) << 8) | (in.get(at + 1) & 0xff);
    }

    public int u32() throws MalformedMessageException {
        return in.getInt(value(4));
    }

    /// Reads the 32 bits at an offset of a value that is a C struct.
    public int u32(int offset) throws MalformedMessageException {
        return in.getInt(atLeast(offset + 4) + offset);
    }

    public int u32be() throws MalformedMessageException {
        return fromBigEndian(in.getInt(value(4)));
    }

    public long u64() throws MalformedMessageException {
        return in.getLong(value(8));
    }

    public long u64be() throws MalformedMessageException {
        long value = in.getLong(value(8));
        return in.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
    }

    /// Text up to the first NUL or the end.
    public String string() {
        int length = 0;
        while (length < length() && in.get(at + NLA_HDRLEN + length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        in.get(at + NLA_HDRLEN, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Returns a copy of the value.
    public byte[] bytes() {
        byte[] bytes = new byte[length()];
        in.get(at + NLA_HDRLEN, bytes);
        return bytes;
    }

    /// Returns a copy of the first bytes of a value that may be longer (a C union).
    public byte[] bytes(int count) throws MalformedMessageException {
        byte[] bytes = new byte[count];
        in.get(atLeast(count), bytes);
        return bytes;
    }

    /// Reads the first 32 bits of the value, which is in network order.
    public int leading32be() throws MalformedMessageException {
        return fromBigEndian(in.getInt(atLeast(4)));
    }

    /// Reads the first 64 bits after an offset of the value, which is in network order.
    public long leading64be(int offset) throws MalformedMessageException {
        long value = in.getLong(atLeast(offset + 8) + offset);
        return in.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
    }

    /// Returns the value in hexadecimal, for messages about it.
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    /// Returns the attributes inside this one.
    public Attributes nested() {
        return new Attributes(in, at + NLA_HDRLEN, at + NLA_HDRLEN + length());
    }

    private int fromBigEndian(int value) {
        return in.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    private int value(int size) throws MalformedMessageException {
        if (length() != size) {
            throw new MalformedMessageException(
                    "netlink attribute "
                            + type()
                            + ": expected "
                            + size
                            + " bytes, got "
                            + length());
        }
        return at + NLA_HDRLEN;
    }

    private int atLeast(int size) throws MalformedMessageException {
        if (length() < size) {
            throw new MalformedMessageException(
                    "netlink attribute "
                            + type()
                            + ": expected at least "
                            + size
                            + " bytes, got "
                            + length());
        }
        return at + NLA_HDRLEN;
    }
}
