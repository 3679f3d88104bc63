package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.AdvertPolicy;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.wire.ChecksumRule;
import org.jspecify.annotations.Nullable;

/// Decides what the checksums of an instance's adverts cover.
public final class AdvertChecksum {

    private AdvertChecksum() {}

    /// Returns what the checksum of an advert covers that the instance sends.
    ///
    /// @param old whether unicast adverts are to be as keepalived up to 1.3.6 sent them; without
    ///   effect on multicast, version 2 and IPv6
    public static ChecksumRule sent(
            VrrpInstance instance, IpAddress source, IpAddress destination, boolean old) {
        if (instance.identity().version() == 2 || isUnverified(instance)) {
            return new ChecksumRule.Plain();
        }
        ChecksumRule asOfOld = old ? old(instance, source) : null;
        return asOfOld == null ? new ChecksumRule.PseudoHeader(source, destination) : asOfOld;
    }

    /// Returns what the checksum of a unicast advert of keepalived up to 1.3.6 covers: the
    /// multicast group in place of the destination. Null for an instance without such adverts:
    /// multicast, version 2, or IPv6.
    static @Nullable ChecksumRule old(VrrpInstance instance, IpAddress source) {
        boolean possible =
                instance.identity().version() == 3 && instance.identity().family() == Family.INET;
        return possible && instance.transport() instanceof VrrpTransport.Unicast unicast
                ? new ChecksumRule.PseudoHeader(source, unicast.oldChecksumGroup())
                : null;
    }

    /// Returns whether `v3_checksum_as_v2` is in effect: over IPv4 only, as the kernel makes and
    /// checks those of IPv6.
    static boolean isUnverified(VrrpInstance instance) {
        return instance.identity().version() == 3
                && instance.identity().family() == Family.INET
                && instance.adverts().has(AdvertPolicy.Flag.CHECKSUM_AS_VERSION_2);
    }
}
