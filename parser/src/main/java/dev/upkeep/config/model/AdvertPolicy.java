package dev.upkeep.config.model;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Conditions of adverts: when they are sent, what authenticates them, and what is checked and
/// answered when they arrive.
///
/// @param interval whole seconds 1-255 s (version 2), 10 ms steps up to 40.95 s (version 3)
/// @param downTimerAdverts 1-100 advert intervals in the master down timer
/// @param hmac `auth_hmac`, null for adverts without a trailer
public record AdvertPolicy(
        Duration interval,
        int downTimerAdverts,
        Set<Flag> flags,
        OldUnicastChecksum oldUnicastChecksum,
        Authentication authentication,
        @Nullable HmacAuthentication hmac) {

    /// Departures from the plain protocol.
    public enum Flag {
        /// `skip_check_adv_addr`: addresses are checked when the sender changes only.
        SKIP_CHECK_ADVERT_ADDRESSES,
        /// `strict_mode`: as the RFC demands.
        STRICT,
        /// `accept`: packets to virtual addresses are accepted below priority 255 too.
        ACCEPT,
        /// `lower_prio_no_advert`: a master does not answer adverts of a lower priority.
        LOWER_PRIORITY_NO_ADVERT,
        /// `higher_prio_send_advert`: a master answers adverts of a higher priority.
        HIGHER_PRIORITY_SEND_ADVERT,
        /// `owner_ignore_adverts`: the owner ignores other owners.
        OWNER_IGNORES_ADVERTS,
        /// `v3_checksum_as_v2`: version 3 checksums over IPv4 have no pseudo header.
        CHECKSUM_AS_VERSION_2
    }

    /// `old_unicast_checksum`: what version 3 unicast checksums cover.
    public enum OldUnicastChecksum {
        DETECT,
        FORCE,
        NEVER
    }

    public AdvertPolicy {
        flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
    }

    /// Returns the same conditions with other keys.
    public AdvertPolicy with(@Nullable HmacAuthentication other) {
        return new AdvertPolicy(
                interval, downTimerAdverts, flags, oldUnicastChecksum, authentication, other);
    }

    /// Returns whether a departure from the plain protocol is asked for.
    public boolean has(Flag flag) {
        return flags.contains(flag);
    }
}
