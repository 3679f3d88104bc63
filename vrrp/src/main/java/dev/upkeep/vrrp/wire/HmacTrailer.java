package dev.upkeep.vrrp.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The trailer of `auth_hmac` behind an advertisement, an extension of keepalived 2.4: type, key
/// id, two reserved bytes, the time in seconds (32 bits) and 65536ths (16 bits), a counter (16
/// bits) and the first 128 bits of an HMAC-SHA256.
///
/// @param keyId 1-255
public record HmacTrailer(int keyId, HmacStamp stamp, HmacValue value) {

    /// Bytes on the wire.
    public static final int LENGTH = 28;

    private static final int TYPE = 1;
    private static final int VALUE_AT = LENGTH - HmacValue.LENGTH;
    private static final long UINT32_MASK = 0xffff_ffffL;

    /// Writes the trailer at the position of `out` (big-endian).
    public void write(ByteBuffer out) {
        out.put((byte) TYPE).put((byte) keyId).putShort((short) 0);
        out.putInt((int) stamp.seconds()).putShort((short) stamp.fraction());
        out.putShort((short) stamp.counter());
        value.write(out);
    }

    /// Reads the trailer at the end of a packet.
    ///
    /// @throws MalformedPacketException when the packet is shorter, or the type is another
    public static HmacTrailer read(ByteBuffer packet) throws MalformedPacketException {
        ByteBuffer in = packet.slice().order(ByteOrder.BIG_ENDIAN);
        int at = in.limit() - LENGTH;
        if (at < 0) {
            throw new MalformedPacketException(
                    "HMAC trailer", "expected 28 bytes, got " + in.limit());
        }
        int type = in.get(at) & 0xff;
        if (type != TYPE) {
            throw new MalformedPacketException("HMAC trailer", "expected type 1, got " + type);
        }
        return new HmacTrailer(
                in.get(at + 1) & 0xff,
                new HmacStamp(
                        in.getInt(at + 4) & UINT32_MASK,
                        in.getShort(at + 8) & 0xffff,
                        in.getShort(at + 10) & 0xffff),
                HmacValue.read(in, at + VALUE_AT));
    }
}
