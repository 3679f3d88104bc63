package dev.upkeep.vrrp.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The integrity check value of an [AuthenticationHeader]: the first 96 bits of HMAC-MD5 (RFC 2403)
/// over the IPv4 header with its mutable fields zero, the authentication header with zeros for the
/// value, and the VRRP packet.
///
/// keepalived takes for mutable: type of service and checksum; the TTL only where it may change on
/// the way, in unicast packets. Its key is `auth_pass`, at most eight bytes.
///
/// @param high the first eight bytes, in network order
/// @param low the other four
public record IntegrityValue(long high, int low) {

    /// Bytes on the wire.
    public static final int LENGTH = 12;

    /// The bytes in its place while it is computed.
    public static final IntegrityValue ZERO = new IntegrityValue(0, 0);

    private static final String ALGORITHM = "HmacMD5";
    private static final int TYPE_OF_SERVICE_AT = 1;
    private static final int TIME_TO_LIVE_AT = 8;
    private static final int CHECKSUM_AT = 10;
    private static final int DESTINATION_AT = 16;

    /// Computes the value of a packet; its own value counts as zero.
    ///
    /// @param packet IPv4 header without options, authentication header and payload
    /// @param key not empty
    public static IntegrityValue of(byte[] packet, byte[] key) {
        byte[] covered = packet.clone();
        covered[TYPE_OF_SERVICE_AT] = 0;
        covered[CHECKSUM_AT] = 0;
        covered[CHECKSUM_AT + 1] = 0;
        if ((covered[DESTINATION_AT] & 0xf0) != 0xe0) {
            covered[TIME_TO_LIVE_AT] = 0;
        }
        int from = IpHeader.LENGTH + AuthenticationHeader.FIXED_LENGTH;
        Arrays.fill(covered, from, from + LENGTH, (byte) 0);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return read(ByteBuffer.wrap(mac.doFinal(covered)).order(ByteOrder.BIG_ENDIAN), 0);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("HMAC-MD5 is missing in this runtime", missing);
        }
    }

    /// Returns whether both are the same; takes as long for equal values as for others.
    public boolean matches(IntegrityValue other) {
        return MessageDigest.isEqual(bytes(), other.bytes());
    }

    static IntegrityValue read(ByteBuffer in, int at) {
        return new IntegrityValue(in.getLong(at), in.getInt(at + Long.BYTES));
    }

    void write(ByteBuffer out) {
        out.putLong(high).putInt(low);
    }

    /// Writes the value at a place of `out` (big-endian).
    public void write(ByteBuffer out, int at) {
        out.putLong(at, high).putInt(at + Long.BYTES, low);
    }

    private byte[] bytes() {
        return ByteBuffer.allocate(LENGTH).putLong(high).putInt(low).array();
    }
}
