package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.model.HmacAuthentication.AntiReplay;
import dev.upkeep.config.model.HmacAuthentication.Mode;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.wire.HmacStamp;
import dev.upkeep.vrrp.wire.HmacTrailer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Judges the trailers of `auth_hmac`, and keeps the last stamp of each sender so that a packet
/// that was recorded is refused. Not thread-safe.
public final class HmacCheck {

    /// Senders whose stamp is kept, the one heard longest ago goes first: only routers that have
    /// the key come in. keepalived keeps four of a group, so that with five routers, or with our
    /// own adverts sent back to us, a recorded advert of the one that was forgotten is new again.
    private static final int MOST_SENDERS = 32;

    private final Map<IpAddress, HmacStamp> last = new LinkedHashMap<>(8, 0.75f, true);

    /// Returns why an advert is refused, null when it is good. The stamp of a good one is
    /// remembered.
    ///
    /// @param senders how many stamps are kept at least: the peers of unicast
    /// @param now the time of day
    @Nullable String refusal(
            HmacAuthentication hmac, ReceivedAdvertisement packet, int senders, Instant now) {
        HmacTrailer trailer = packet.advert().trailer();
        if (trailer == null) {
            return hmac.mode() == Mode.ENFORCE ? "the advert is not signed" : null;
        }
        byte[] key = hmac.secret(trailer.keyId());
        if (key == null) {
            return "there is no key " + trailer.keyId();
        }
        if (!packet.advert().signature(packet.source(), key).matches(trailer.value())) {
            return "the signature with key " + trailer.keyId() + " is wrong";
        }
        HmacStamp stamp = trailer.stamp();
        if (hmac.antiReplay() == AntiReplay.TIME
                && stamp.distance(now).compareTo(hmac.timeWindow()) > 0) {
            return "its clock is %d s off, more than the time_window of %d s"
                    .formatted(stamp.distance(now).toSeconds(), hmac.timeWindow().toSeconds());
        }
        HmacStamp before = last.get(packet.source());
        if (before != null && stamp.compareTo(before) <= 0) {
            return "it was sent before the last one: a replay, or a clock that was set back";
        }
        last.put(packet.source(), stamp);
        if (last.size() > Math.max(MOST_SENDERS, senders)) {
            last.remove(last.keySet().iterator().next());
        }
        return null;
    }

    /// Forgets all senders.
    void clear() {
        last.clear();
    }
}
