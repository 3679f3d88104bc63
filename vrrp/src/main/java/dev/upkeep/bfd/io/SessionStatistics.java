package dev.upkeep.bfd.io;

/// Counters of a session since it started.
///
/// @param sent packets
/// @param received packets that were good
/// @param rejected packets that were not
/// @param downs how often it left the state Up
public record SessionStatistics(long sent, long received, long rejected, long downs) {

    static final SessionStatistics ZERO = new SessionStatistics(0, 0, 0, 0);

    SessionStatistics oneSent() {
        return new SessionStatistics(sent + 1, received, rejected, downs);
    }

    SessionStatistics oneReceived() {
        return new SessionStatistics(sent, received + 1, rejected, downs);
    }

    SessionStatistics oneRejected() {
        return new SessionStatistics(sent, received, rejected + 1, downs);
    }

    SessionStatistics oneDown() {
        return new SessionStatistics(sent, received, rejected, downs + 1);
    }
}
