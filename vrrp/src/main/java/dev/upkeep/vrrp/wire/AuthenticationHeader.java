package dev.upkeep.vrrp.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// An IP authentication header (RFC 2402) as VRRP version 2 uses it (RFC 2338 section 5.3.6.3):
/// HMAC-MD5-96 in transport mode.
///
/// @param nextHeader protocol of the payload, 112 for VRRP
/// @param securityParameters `SPI`, unsigned 32 bits; keepalived puts its IPv4 source address there
/// @param sequence unsigned 32 bits
/// @param integrityValue `ICV`, 12 bytes
public record AuthenticationHeader(
        int nextHeader, long securityParameters, long sequence, IntegrityValue integrityValue) {

    /// IP protocol number of the header.
    public static final int PROTOCOL = 51;

    /// Bytes of a header with an ICV of 96 bits.
    public static final int LENGTH = 24;

    /// Bytes in front of the ICV.
    static final int FIXED_LENGTH = 12;

    /// The length field counts words of 32 bits and leaves out two of them (RFC 2402 section 2.2).
    private static final int LENGTH_FIELD = LENGTH / 4 - 2;

    private static final long UINT32_MASK = 0xffff_ffffL;

    /// Writes the header at the position of `out` (big-endian).
    public void write(ByteBuffer out) {
        out.put((byte) nextHeader).put((byte) LENGTH_FIELD).putShort((short) 0);
        out.putInt((int) securityParameters).putInt((int) sequence);
        integrityValue.write(out);
    }

    /// Reads a header and leaves `packet` at its payload.
    ///
    /// @throws MalformedPacketException when it is too short or its length is another
    public static AuthenticationHeader read(ByteBuffer packet) throws MalformedPacketException {
        ByteBuffer in = packet.slice().order(ByteOrder.BIG_ENDIAN);
        if (in.remaining() < LENGTH) {
            throw new MalformedPacketException(
                    "authentication header", "expected at least 24 bytes, got " + in.remaining());
        }
        int length = in.get(1) & 0xff;
        if (length != LENGTH_FIELD) {
            throw new MalformedPacketException(
                    "authentication header length", "expected 4, got " + length);
        }
        AuthenticationHeader header =
                new AuthenticationHeader(
                        in.get(0) & 0xff,
                        in.getInt(4) & UINT32_MASK,
                        in.getInt(8) & UINT32_MASK,
                        IntegrityValue.read(in, FIXED_LENGTH));
        packet.position(packet.position() + LENGTH);
        return header;
    }
}
