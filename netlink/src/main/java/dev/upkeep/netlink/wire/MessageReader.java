package dev.upkeep.netlink.wire;

import static dev.upkeep.netlink.wire.Netlink.NLMSG_HDRLEN;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Walks over the messages of one received datagram. It looks at a buffer that the caller fills
/// again and again; what it returns is valid until then.
public final class MessageReader {

    private final ByteBuffer in;
    private int at;
    private int next;
    private int end;

    /// Reads from a buffer, which is set to the byte order of the machine.
    public MessageReader(ByteBuffer in) {
        this.in = in.order(ByteOrder.nativeOrder());
    }

    /// Begins with a datagram of this length at the start of the buffer.
    public MessageReader reset(int length) {
        at = 0;
        next = 0;
        end = length;
        return this;
    }

    /// Steps to the next message.
    ///
    /// @return false after the last one
    /// @throws MalformedMessageException if a length field and the bytes disagree
    public boolean next() throws MalformedMessageException {
        if (next >= end) {
            return false;
        }
        int left = end - next;
        int length = left < NLMSG_HDRLEN ? 0 : in.getInt(next);
        if (length < NLMSG_HDRLEN || length > left) {
            throw new MalformedMessageException(
                    "netlink message at "
                            + next
                            + ": expected a length of 16 to the "
                            + left
                            + " bytes left, got "
                            + length);
        }
        at = next;
        next = at + Netlink.align(length);
        return true;
    }

    /// `nlmsg_type`.
    public int type() {
        return in.getShort(at + 4) & 0xffff;
    }

    /// `nlmsg_flags`.
    public int flags() {
        return in.getShort(at + 6) & 0xffff;
    }

    /// `nlmsg_seq`, 0 for what nobody asked for.
    public int sequence() {
        return in.getInt(at + 8);
    }

    /// `nlmsg_pid`: the port of the socket that asked, 0 for notifications.
    public int port() {
        return in.getInt(at + 12);
    }

    /// Bytes after the header.
    public int payloadLength() {
        return in.getInt(at) - NLMSG_HDRLEN;
    }

    /// One byte of the family header.
    ///
    /// @throws MalformedMessageException if the message is too short for it
    public int u8(int offset) throws MalformedMessageException {
        return in.get(payload(offset, 1)) & 0xff;
    }

    /// 16 bits of the family header in the byte order of the machine.
    ///
    /// @throws MalformedMessageException if the message is too short for it
    public int u16(int offset) throws MalformedMessageException {
        return in.getShort(payload(offset, 2)) & 0xffff;
    }

    /// 32 bits of the family header in the byte order of the machine.
    ///
    /// @throws MalformedMessageException if the message is too short for it
    public int u32(int offset) throws MalformedMessageException {
        return in.getInt(payload(offset, 4));
    }

    /// Returns the attributes after a family header of this length.
    ///
    /// @throws MalformedMessageException if the message is too short for the header
    public Attributes attributes(int headerLength) throws MalformedMessageException {
        int start = payload(0, headerLength);
        return new Attributes(in, start + Netlink.align(headerLength), at + in.getInt(at));
    }

    /// Returns the error that the end of a dump carries: 0 for none.
    ///
    /// @return positive errno of `NLMSG_DONE`, 0 when the dump went well
    public int doneErrno() throws MalformedMessageException {
        return payloadLength() < 4 ? 0 : Math.max(0, -u32(0));
    }

    private int payload(int offset, int size) throws MalformedMessageException {
        if (offset + size > payloadLength()) {
            throw new MalformedMessageException(
                    "netlink message of type "
                            + type()
                            + ": expected "
                            + (offset + size)
                            + " bytes of payload, got "
                            + payloadLength());
        }
        return at + NLMSG_HDRLEN + offset;
    }
}
