package dev.upkeep.vrrp.wire;

import dev.upkeep.net.Ipv4Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// An IPv4 header (RFC 791 section 3.1) as a raw socket needs and delivers it.
///
/// @param totalLength of header and payload in bytes
/// @param identification 0-65535; adverts count theirs from 1
/// @param timeToLive 255 for adverts
public record IpHeader(
        int totalLength,
        int identification,
        int timeToLive,
        int protocol,
        Ipv4Address source,
        Ipv4Address destination) {

    /// Bytes of a header without options.
    public static final int LENGTH = 20;

    private static final int VERSION_AND_LENGTH = 0x45;
    private static final int INTERNETWORK_CONTROL = 0xc0; // type of service, RFC 791
    private static final int CHECKSUM_OFFSET = 10;

    /// Writes the header at the position of `out` (big-endian), with its checksum.
    public void write(ByteBuffer out) {
        int start = out.position();
        out.put((byte) VERSION_AND_LENGTH).put((byte) INTERNETWORK_CONTROL);
        out.putShort((short) totalLength);
        out.putShort((short) identification);
        out.putShort((short) 0); // no flags, no fragment
        out.put((byte) timeToLive).put((byte) protocol);
        out.putShort((short) 0);
        out.putInt(source.bits()).putInt(destination.bits());
        int checksum = new InternetChecksum().add(out, start, out.position()).value();
        out.putShort(start + CHECKSUM_OFFSET, (short) checksum);
    }

    /// Reads a header and leaves `packet` at its payload, cut to the length that the header gives:
    /// what follows is Ethernet padding.
    ///
    /// @throws MalformedPacketException when the bytes are no IPv4 header or fewer than it says
    public static IpHeader read(ByteBuffer packet) throws MalformedPacketException {
        ByteBuffer in = packet.slice().order(ByteOrder.BIG_ENDIAN);
        if (in.remaining() < LENGTH) {
            throw new MalformedPacketException(
                    "IP header", "expected at least 20 bytes, got " + in.remaining());
        }
        int version = (in.get(0) & 0xf0) >> 4;
        int headerLength = (in.get(0) & 0x0f) * 4;
        if (version != 4 || headerLength < LENGTH) {
            throw new MalformedPacketException(
                    "IP header", "expected version 4 and 20 bytes or more, got " + in.get(0));
        }
        int totalLength = in.getShort(2) & 0xffff;
        if (totalLength < headerLength || totalLength > in.remaining()) {
            throw new MalformedPacketException(
                    "IP total length",
                    "expected " + headerLength + "-" + in.remaining() + ", got " + totalLength);
        }
        IpHeader header =
                new IpHeader(
                        totalLength,
                        in.getShort(4) & 0xffff,
                        in.get(8) & 0xff,
                        in.get(9) & 0xff,
                        new Ipv4Address(in.getInt(12)),
                        new Ipv4Address(in.getInt(16)));
        int start = packet.position();
        packet.limit(start + totalLength).position(start + headerLength);
        return header;
    }
}
