package dev.upkeep.bfd.machine;

import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.bfd.wire.DiagnosticCode;
import dev.upkeep.bfd.wire.SessionState;

/// The state variables of a session (RFC 5880 section 6.8.1): those of this end, what the last
/// packet said of the peer, and the intervals between them.
///
/// @param polling a poll sequence is going on
public record SessionVariables(Local local, Remote remote, Intervals intervals, boolean polling) {

    /// The state of this end (`bfd.SessionState`, `bfd.LocalDiag`, `bfd.LocalDiscr`).
    ///
    /// @param discriminator not 0, unique among the sessions of this system
    public record Local(SessionState state, DiagnosticCode diagnostic, long discriminator) {}

    /// The last that was heard of the peer (`bfd.RemoteSessionState`, `bfd.RemoteDiscr`, ..).
    ///
    /// @param discriminator 0 while the peer is not known
    /// @param minTxUs the interval at which the peer wants to send, in microseconds
    /// @param minRxUs the shortest interval at which the peer can receive, in microseconds; 0: it
    ///   wants no periodic packets
    /// @param multiplier 1-255, 0 before the first packet
    /// @param demand the peer wants no periodic packets while the session is up
    public record Remote(
            SessionState state,
            DiagnosticCode diagnostic,
            long discriminator,
            long minTxUs,
            long minRxUs,
            int multiplier,
            boolean demand) {

        /// A peer that was not heard: `bfd.RemoteMinRxInterval` begins with 1.
        static final Remote UNKNOWN =
                new Remote(SessionState.DOWN, DiagnosticCode.NONE, 0, 0, 1, 0, false);

        static Remote of(ControlPacket packet) {
            return new Remote(
                    packet.state(),
                    packet.diagnostic(),
                    packet.myDiscriminator(),
                    packet.desiredMinTxUs(),
                    packet.requiredMinRxUs(),
                    packet.detectMultiplier(),
                    packet.demand());
        }
    }

    /// Returns the variables of a session that has heard nothing yet.
    ///
    /// @param localDiscriminator not 0, unique among the sessions of this system
    public static SessionVariables initial(SessionConfig config, long localDiscriminator) {
        long tx = config.idleTxUs();
        long rx = config.minRxUs();
        return new SessionVariables(
                new Local(SessionState.DOWN, DiagnosticCode.NONE, localDiscriminator),
                Remote.UNKNOWN,
                new Intervals(tx, tx, rx, rx),
                false);
    }

    /// Returns the state of this end.
    public SessionState state() {
        return local.state();
    }

    /// Returns whether the session is up.
    public boolean up() {
        return state() == SessionState.UP;
    }

    /// Silence after which the peer counts as lost, in microseconds; 0 before the first packet (RFC
    /// 5880 section 6.8.4).
    public long detectionTimeUs() {
        return remote.multiplier() * Math.max(intervals.usedMinRxUs(), remote.minTxUs());
    }

    /// Returns the interval of periodic packets before jitter, in microseconds (RFC 5880 section
    /// 6.8.7).
    public long transmitIntervalUs() {
        return Math.max(intervals.usedMinTxUs(), remote.minRxUs());
    }

    /// Returns whether periodic packets are sent (RFC 5880 section 6.8.7).
    boolean transmits(boolean passive) {
        boolean demanded = remote.demand() && up() && remote.state() == SessionState.UP && !polling;
        return state() != SessionState.ADMIN_DOWN
                && !(passive && remote.discriminator() == 0)
                && remote.minRxUs() != 0
                && !demanded;
    }

    /// The packet that carries these variables.
    ///
    /// @param finalBit it answers a poll, and so does not poll itself
    ControlPacket packet(SessionConfig config, boolean finalBit) {
        return new ControlPacket(
                local.diagnostic(),
                local.state(),
                polling && !finalBit,
                finalBit,
                false,
                false,
                false,
                config.instance().timing().multiplier(),
                local.discriminator(),
                remote.discriminator(),
                intervals.desiredMinTxUs(),
                intervals.requiredMinRxUs(),
                0);
    }

    /// Takes what a packet says of its sender (RFC 5880 section 6.8.6).
    SessionVariables heard(ControlPacket packet) {
        return new SessionVariables(local, Remote.of(packet), intervals, polling);
    }

    /// Forgets the peer, which was not heard for the detection time.
    SessionVariables forgotten() {
        return new SessionVariables(local, Remote.UNKNOWN, intervals, polling);
    }

    /// Changes the state.
    SessionVariables with(SessionState next, DiagnosticCode why) {
        return new SessionVariables(
                new Local(next, why, local.discriminator()), remote, intervals, polling);
    }

    /// Changes the intervals and the poll sequence.
    SessionVariables with(Intervals changed, boolean poll) {
        return new SessionVariables(local, remote, changed, poll);
    }
}
