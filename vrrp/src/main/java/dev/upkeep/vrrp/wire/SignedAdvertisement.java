package dev.upkeep.vrrp.wire;

import dev.upkeep.net.IpAddress;
import java.nio.ByteBuffer;

/// Writes advertisements with an [HmacTrailer]. The checksum of the advertisement does not cover
/// the trailer.
public final class SignedAdvertisement {

    private SignedAdvertisement() {}

    /// Writes advertisement and trailer at the position of `out` (big-endian).
    ///
    /// @param source of the packet, which the signature covers
    public static void write(
            Advertisement advert,
            ChecksumRule rule,
            IpAddress source,
            int keyId,
            byte[] key,
            HmacStamp stamp,
            ByteBuffer out) {
        int start = out.position();
        AdvertisementWriter.write(advert, rule, out);
        int trailer = out.position();
        new HmacTrailer(keyId, stamp, HmacValue.ZERO).write(out);
        ByteBuffer signed = out.slice(start, out.position() - start);
        HmacValue value = HmacValue.of(signed, source, key);
        int end = out.position();
        out.position(trailer);
        new HmacTrailer(keyId, stamp, value).write(out);
        out.position(end);
    }
}
