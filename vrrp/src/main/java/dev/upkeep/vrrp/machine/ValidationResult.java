package dev.upkeep.vrrp.machine;

import dev.upkeep.vrrp.machine.Event.AdvertReceived;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The outcome of [AdvertisementValidator] for one advert.
///
/// @param advert null when it must not be used
/// @param remarks what is wrong with it, also where it is used all the same
/// @param oldChecksum its checksum covers the multicast group although it is unicast
/// @param sequence of the authentication headers, with this one if it proved genuine
public record ValidationResult(
        @Nullable AdvertReceived advert,
        List<Remark> remarks,
        boolean oldChecksum,
        HeaderSequence sequence) {

    public ValidationResult {
        remarks = List.copyOf(remarks);
    }

    /// Something wrong with an advert.
    ///
    /// @param counter the statistic that rises, null for none
    /// @param text the log line, in keepalived's wording
    public record Remark(Problem problem, @Nullable Counter counter, String text) {}

    /// Kinds of remarks; the log gets each kind once until the state changes.
    public enum Problem {
        LENGTH,
        TTL,
        VERSION,
        AUTHENTICATION_TYPE,
        AUTHENTICATION,
        SEQUENCE,
        HMAC,
        INTERVAL,
        TYPE,
        CHECKSUM,
        DESTINATION,
        OWNER,
        ADDRESSES,
        SOURCE
    }
}
