package dev.upkeep.vrrp.wire;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The value of an [HmacTrailer]: the first 128 bits of HMAC-SHA256 over 20 bytes (address family 4
/// or 6, version, VRID, zero, source address padded with zeros to 16 bytes), the advertisement with
/// a checksum of zero, and the trailer with zeros for the value.
///
/// @param high the first eight bytes, in network order
/// @param low the other eight
public record HmacValue(long high, long low) {

    /// Bytes on the wire.
    static final int LENGTH = 16;

    /// Value in its place while it is computed.
    public static final HmacValue ZERO = new HmacValue(0, 0);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PSEUDO_HEADER = 20;
    private static final int ADDRESS_ROOM = 16;
    private static final int CHECKSUM_AT = 6;

    /// Computes the value of a packet; its own value and checksum count as zero.
    ///
    /// @param signed advertisement and trailer; is not changed
    /// @param source of the packet
    /// @param key 32-64 bytes
    public static HmacValue of(ByteBuffer signed, IpAddress source, byte[] key) {
        int length = signed.remaining();
        byte[] covered = new byte[PSEUDO_HEADER + length];
        signed.get(signed.position(), covered, PSEUDO_HEADER, length);
        byte versionAndType = covered[PSEUDO_HEADER];
        byte virtualRouterId = covered[PSEUDO_HEADER + 1];
        byte[] address = source.bytes();
        ByteBuffer.wrap(covered)
                .put((byte) (source.family() == Family.INET ? 4 : 6))
                .put((byte) ((versionAndType & 0xf0) >> 4))
                .put(virtualRouterId)
                .put((byte) 0)
                .put(address)
                .put(new byte[ADDRESS_ROOM - address.length])
                .putShort(PSEUDO_HEADER + CHECKSUM_AT, (short) 0)
                .putLong(covered.length - LENGTH, 0)
                .putLong(covered.length - LENGTH / 2, 0);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return read(ByteBuffer.wrap(mac.doFinal(covered)).order(ByteOrder.BIG_ENDIAN), 0);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("HMAC-SHA256 is missing in this runtime", missing);
        }
    }

    /// Returns whether both are the same; takes as long for equal values as for others.
    public boolean matches(HmacValue other) {
        return MessageDigest.isEqual(bytes(), other.bytes());
    }

    static HmacValue read(ByteBuffer in, int at) {
        return new HmacValue(in.getLong(at), in.getLong(at + Long.BYTES));
    }

    void write(ByteBuffer out) {
        out.putLong(high).putLong(low);
    }

    private byte[] bytes() {
        return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
    }
}
