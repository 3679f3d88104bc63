package dev.upkeep.vrrp.wire;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The UDP payload of `vrrp_peer_fingerprint`, an extension of Upkeep: "UKFP", format 1, VRID, key
/// id, VRRP version, priority, address family (4 or 6), number of addresses (16 bits), interval in
/// ms (32), time (32), its fraction (16), counter (16), five digests (64 each), up to 64 addresses,
/// and 128 bits of HMAC-SHA256 or, without a key, of SHA-256.
///
/// @param keyId of the HMAC, 0 for none
/// @param authenticator as received; [#authenticator] says what it has to be
public record FingerprintDatagram(
        int virtualRouterId,
        int keyId,
        Family family,
        HmacStamp stamp,
        ConfigurationFingerprint fingerprint,
        HmacValue authenticator) {

    /// The first four bytes.
    public static final int MAGIC = 0x554b4650;

    /// Bytes of the longest datagram.
    public static final int LONGEST = 64 + 16 * ConfigurationFingerprint.MOST_ADDRESSES + 16;

    private static final int FORMAT = 1;
    private static final int HEADER = 64;
    private static final int ADDRESS_ROOM = 16;
    private static final long UINT32_MASK = 0xffff_ffffL;
    private static final String ALGORITHM = "HmacSHA256";

    /// The order of the digests.
    private static final List<FingerprintTopic> DIGESTS =
            List.of(
                    FingerprintTopic.ADDRESSES,
                    FingerprintTopic.EXCLUDED,
                    FingerprintTopic.ROUTES,
                    FingerprintTopic.RULES,
                    FingerprintTopic.ADVERTS);

    /// Writes a datagram at position 0 of `out` (big-endian) and flips it.
    ///
    /// @param source the address that it is sent from
    /// @param key of the HMAC, null for a plain digest
    public static void write(
            int virtualRouterId,
            int keyId,
            HmacStamp stamp,
            ConfigurationFingerprint fingerprint,
            IpAddress source,
            byte @Nullable [] key,
            ByteBuffer out) {
        out.clear();
        out.putInt(MAGIC).put((byte) FORMAT).put((byte) virtualRouterId).put((byte) keyId);
        out.put((byte) fingerprint.version()).put((byte) fingerprint.priority());
        out.put((byte) (source.family() == Family.INET ? 4 : 6));
        out.putShort((short) fingerprint.addressCount());
        out.putInt((int) fingerprint.intervalMs());
        out.putInt((int) stamp.seconds()).putShort((short) stamp.fraction());
        out.putShort((short) stamp.counter());
        DIGESTS.forEach(topic -> out.putLong(fingerprint.digests().getOrDefault(topic, 0L)));
        fingerprint.addresses().forEach(address -> out.put(address.bytes()));
        int end = out.position();
        authenticator(out.slice(0, end), source, key).write(out);
        out.flip();
    }

    /// Reads a datagram.
    ///
    /// @throws MalformedPacketException when it is no fingerprint, of another format, or its length
    ///   and the number of addresses disagree
    public static FingerprintDatagram read(ByteBuffer datagram) throws MalformedPacketException {
        ByteBuffer in = datagram.slice().order(ByteOrder.BIG_ENDIAN);
        int length = in.remaining();
        if (length < HEADER + HmacValue.LENGTH) {
            throw malformed("length", "expected at least 80 bytes, got " + length);
        }
        if (in.getInt(0) != MAGIC || in.get(4) != FORMAT) {
            throw malformed("format", "expected UKFP 1, got format " + in.get(4));
        }
        Family family =
                switch (in.get(9)) {
                    case 4 -> Family.INET;
                    case 6 -> Family.INET6;
                    default -> throw malformed("family", "expected 4 or 6, got " + in.get(9));
                };
        int count = in.getShort(10) & 0xffff;
        int carried = Math.min(count, ConfigurationFingerprint.MOST_ADDRESSES);
        int size = family == Family.INET ? 4 : 16;
        int expected = HEADER + carried * size + HmacValue.LENGTH;
        if (length != expected) {
            throw malformed("length", "expected " + expected + " bytes, got " + length);
        }
        Map<FingerprintTopic, Long> digests = new EnumMap<>(FingerprintTopic.class);
        for (int i = 0; i < DIGESTS.size(); i++) {
            digests.put(DIGESTS.get(i), in.getLong(24 + i * Long.BYTES));
        }
        List<IpAddress> addresses = new ArrayList<>(carried);
        for (int i = 0; i < carried; i++) {
            byte[] address = new byte[size];
            in.get(HEADER + i * size, address);
            addresses.add(IpAddress.of(address));
        }
        return new FingerprintDatagram(
                in.get(5) & 0xff,
                in.get(6) & 0xff,
                family,
                new HmacStamp(
                        in.getInt(16) & UINT32_MASK,
                        in.getShort(20) & 0xffff,
                        in.getShort(22) & 0xffff),
                new ConfigurationFingerprint(
                        in.get(7) & 0xff,
                        in.get(8) & 0xff,
                        in.getInt(12) & UINT32_MASK,
                        count,
                        addresses,
                        digests),
                HmacValue.read(in, length - HmacValue.LENGTH));
    }

    /// Returns whether a datagram that [#read] has read was made by someone with the key, and is
    /// whole.
    ///
    /// @param key null for a plain digest
    public static boolean isGenuine(ByteBuffer datagram, IpAddress source, byte @Nullable [] key) {
        ByteBuffer in = datagram.slice().order(ByteOrder.BIG_ENDIAN);
        int covered = in.remaining() - HmacValue.LENGTH;
        return authenticator(in.slice(0, covered), source, key)
                .matches(HmacValue.read(in, covered));
    }

    /// HMAC or digest over the address of the sender, padded with zeros to 16 bytes, and the bytes
    /// in front of it.
    private static HmacValue authenticator(
            ByteBuffer covered, IpAddress source, byte @Nullable [] key) {
        byte[] bytes = new byte[ADDRESS_ROOM + covered.remaining()];
        byte[] address = source.bytes();
        System.arraycopy(address, 0, bytes, 0, address.length);
        covered.get(covered.position(), bytes, ADDRESS_ROOM, covered.remaining());
        try {
            byte[] value;
            if (key == null) {
                value = MessageDigest.getInstance("SHA-256").digest(bytes);
            } else {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(key, ALGORITHM));
                value = mac.doFinal(bytes);
            }
            return HmacValue.read(ByteBuffer.wrap(value).order(ByteOrder.BIG_ENDIAN), 0);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("SHA-256 is missing in this runtime", missing);
        }
    }

    private static MalformedPacketException malformed(String field, String problem) {
        return new MalformedPacketException("fingerprint " + field, problem);
    }
}
