package dev.upkeep.netlink.wire;

import static dev.upkeep.netlink.wire.Netlink.NLA_HDRLEN;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes messages one after the other into a buffer, without garbage. A message is begun, filled
/// with attributes (nested ones are begun and ended like the message) and ended, which patches its
/// length. Methods throw [java.nio.BufferOverflowException] when the buffer is full; whoever
/// batches asks [#room] first.
public final class MessageWriter {

    private static final int FLAGS_AT = 6; // of struct nlmsghdr

    private final ByteBuffer out;
    private int message = -1;
    private int messages;
    private int lastSequence;

    /// Writes from the start of a buffer, which is set to the byte order of the machine.
    public MessageWriter(ByteBuffer out) {
        this.out = out.order(ByteOrder.nativeOrder());
        clear();
    }

    /// Forgets everything written.
    public void clear() {
        out.clear();
        message = -1;
        messages = 0;
    }

    /// Bytes written so far.
    public int length() {
        return out.position();
    }

    /// Bytes that still fit.
    public int room() {
        return out.remaining();
    }

    /// Messages written so far.
    public int messages() {
        return messages;
    }

    /// Returns the sequence number of the last message begun.
    public int lastSequence() {
        return lastSequence;
    }

    /// Begins a message (`struct nlmsghdr`).
    ///
    /// @param type of the family or `NLMSG_*`
    /// @param flags `NLM_F_*`; `NLM_F_REQUEST` is added
    /// @param sequence comes back in every answer
    public MessageWriter begin(int type, int flags, int sequence) {
        message = out.position();
        lastSequence = sequence;
        out.putInt(0).putShort((short) type).putShort((short) (flags | Netlink.NLM_F_REQUEST));
        out.putInt(sequence).putInt(0);
        return this;
    }

    /// Ends the message.
    public MessageWriter end() {
        out.putInt(message, out.position() - message);
        pad();
        messages++;
        return this;
    }

    /// Asks the kernel to acknowledge the last message written: messages of one send are worked off
    /// in order, so its answer is the last one, and the others only answer when they fail.
    public void acknowledgeLast() {
        int at = message + FLAGS_AT;
        out.putShort(at, (short) (out.getShort(at) | Netlink.NLM_F_ACK));
    }

    /// `struct genlmsghdr`: command, version and two bytes of nothing.
    public MessageWriter genericHeader(int command, int version) {
        out.put((byte) command).put((byte) version).putShort((short) 0);
        return this;
    }

    /// Bytes of a family header; 32 bits in the byte order of the machine.
    public MessageWriter header32(int value) {
        out.putInt(value);
        return this;
    }

    /// Bytes of a family header; 16 bits in the byte order of the machine.
    public MessageWriter header16(int value) {
        out.putShort((short) value);
        return this;
    }

    /// Bytes of a family header; 16 bits in network order.
    public MessageWriter header16be(int value) {
        out.put((byte) (value >> 8)).put((byte) value);
        return this;
    }

    /// Bytes of a family header.
    public MessageWriter header8(int value) {
        out.put((byte) value);
        return this;
    }

    public MessageWriter u8(int type, int value) {
        attribute(type, 1);
        out.put((byte) value);
        return pad();
    }

    public MessageWriter u16(int type, int value) {
        attribute(type, 2);
        out.putShort((short) value);
        return pad();
    }

    public MessageWriter u16be(int type, int value) {
        attribute(type, 2);
        header16be(value);
        return pad();
    }

    public MessageWriter u32(int type, int value) {
        attribute(type, 4);
        out.putInt(value);
        return this;
    }

    public MessageWriter u32be(int type, int value) {
        attribute(type, 4);
        header16be(value >>> 16).header16be(value);
        return this;
    }

    public MessageWriter u64(int type, long value) {
        attribute(type, 8);
        out.putLong(value);
        return this;
    }

    public MessageWriter u64be(int type, long value) {
        attribute(type, 8);
        header16be((int) (value >>> 48)).header16be((int) (value >>> 32));
        header16be((int) (value >>> 16)).header16be((int) value);
        return this;
    }

    /// Text with its NUL (`NLA_NUL_STRING`).
    public MessageWriter string(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        attribute(type, bytes.length + 1);
        out.put(bytes).put((byte) 0);
        return pad();
    }

    /// Bytes as they are.
    public MessageWriter bytes(int type, byte[] value) {
        attribute(type, value.length);
        out.put(value);
        return pad();
    }

    /// Bytes, filled with zeros up to a fixed size (a C union or array).
    public MessageWriter bytes(int type, byte[] value, int size) {
        attribute(type, size);
        out.put(value);
        for (int i = value.length; i < size; i++) {
            out.put((byte) 0);
        }
        return pad();
    }

    /// Writes an attribute without a value: its presence counts.
    public MessageWriter flag(int type) {
        attribute(type, 0);
        return this;
    }

    /// Begins an attribute that holds attributes.
    ///
    /// @return its place, for [#endNested]
    public int beginNested(int type) {
        int at = out.position();
        attribute(type | Netlink.NLA_F_NESTED, 0);
        return at;
    }

    /// Begins an attribute that holds attributes and does not say so (`NLA_F_NESTED`): some
    /// families are older than the flag.
    ///
    /// @return its place, for [#endNested]
    public int beginPlainNested(int type) {
        int at = out.position();
        attribute(type, 0);
        return at;
    }

    /// Ends the nested attribute that was begun at this place.
    public MessageWriter endNested(int at) {
        out.putShort(at, (short) (out.position() - at));
        return this;
    }

    private void attribute(int type, int length) {
        if (NLA_HDRLEN + length > 0xffff) {
            throw new IllegalArgumentException(
                    "attribute " + type + ": expected at most 65531 bytes, got " + length);
        }
        out.putShort((short) (NLA_HDRLEN + length)).putShort((short) type);
    }

    private MessageWriter pad() {
        while ((out.position() - message) % 4 != 0) {
            out.put((byte) 0);
        }
        return this;
    }
}
