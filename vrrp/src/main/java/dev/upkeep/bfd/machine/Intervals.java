package dev.upkeep.bfd.machine;

/// The intervals that this end announces and those that it goes by, in microseconds (RFC 5880
/// section 6.8.3).
///
/// @param desiredMinTxUs what our packets announce (`bfd.DesiredMinTxInterval`)
/// @param usedMinTxUs what we send by: the former value until a poll sequence ends
/// @param requiredMinRxUs what our packets announce (`bfd.RequiredMinRxInterval`)
/// @param usedMinRxUs what the detection time is computed from
public record Intervals(
        long desiredMinTxUs, long usedMinTxUs, long requiredMinRxUs, long usedMinRxUs) {

    /// Announces others. While the session is up, packets do not become rarer and the detection
    /// time does not become shorter before the peer has answered a poll.
    Intervals announce(long minTxUs, long minRxUs, boolean up) {
        return new Intervals(
                minTxUs,
                up ? Math.min(minTxUs, usedMinTxUs) : minTxUs,
                minRxUs,
                up ? Math.max(minRxUs, usedMinRxUs) : minRxUs);
    }

    /// Goes by what is announced: the peer knows it.
    Intervals agreed() {
        return new Intervals(desiredMinTxUs, desiredMinTxUs, requiredMinRxUs, requiredMinRxUs);
    }

    /// Returns whether both announce the same.
    boolean announcesAs(Intervals other) {
        return desiredMinTxUs == other.desiredMinTxUs && requiredMinRxUs == other.requiredMinRxUs;
    }
}
