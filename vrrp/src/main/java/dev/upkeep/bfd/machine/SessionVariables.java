package dev.upkeep.bfd.machine;

import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.bfd.wire.DiagnosticCode;
import dev.upkeep.bfd.wire.SessionState;

/// The state variables of RFC 5880 section 6.8.1. Intervals are in microseconds.
///
/// @param desiredMinTxUs what our packets announce
/// @param usedMinTxUs what we send by: the former value until a poll sequence ends
/// @param requiredMinRxUs what our packets announce
/// @param usedMinRxUs what the detection time is computed from
/// @param remoteMinRxUs 0: the peer wants no periodic packets
/// @param remoteMultiplier 0 before the first packet
/// @param polling a poll sequence is going on
public record SessionVariables(
        SessionState state,
        SessionState remoteState,
        DiagnosticCode diagnostic,
        DiagnosticCode remoteDiagnostic,
        long localDiscriminator,
        long remoteDiscriminator,
        long desiredMinTxUs,
        long usedMinTxUs,
        long requiredMinRxUs,
        long usedMinRxUs,
        long remoteMinTxUs,
        long remoteMinRxUs,
        int remoteMultiplier,
        boolean remoteDemand,
        boolean polling) {

    private static final long INITIAL_REMOTE_MIN_RX_US = 1;

    /// Of a session that has heard nothing yet.
    ///
    /// @param localDiscriminator not 0, unique among the sessions of this system
    public static SessionVariables initial(SessionConfig config, long localDiscriminator) {
        return new SessionVariables(
                SessionState.DOWN,
                SessionState.DOWN,
                DiagnosticCode.NONE,
                DiagnosticCode.NONE,
                localDiscriminator,
                0,
                config.idleTxUs(),
                config.idleTxUs(),
                config.minRxUs(),
                config.minRxUs(),
                0,
                INITIAL_REMOTE_MIN_RX_US,
                0,
                false,
                false);
    }

    /// Returns whether the session is up.
    public boolean up() {
        return state == SessionState.UP;
    }

    /// Silence after which the peer counts as lost, in microseconds; 0 before the first packet (RFC
    /// 5880 section 6.8.4).
    public long detectionTimeUs() {
        return remoteMultiplier * Math.max(usedMinRxUs, remoteMinTxUs);
    }

    /// The interval of periodic packets before jitter, in microseconds (RFC 5880 section 6.8.7).
    public long transmitIntervalUs() {
        return Math.max(usedMinTxUs, remoteMinRxUs);
    }

    /// Returns whether periodic packets are sent (RFC 5880 section 6.8.7).
    boolean transmits(boolean passive) {
        boolean demanded =
                remoteDemand
                        && state == SessionState.UP
                        && remoteState == SessionState.UP
                        && !polling;
        return state != SessionState.ADMIN_DOWN
                && !(passive && remoteDiscriminator == 0)
                && remoteMinRxUs != 0
                && !demanded;
    }

    /// The packet that carries these variables.
    ///
    /// @param finalBit it answers a poll, and so does not poll itself
    ControlPacket packet(SessionConfig config, boolean finalBit) {
        return new ControlPacket(
                diagnostic,
                state,
                polling && !finalBit,
                finalBit,
                false,
                false,
                false,
                config.instance().timing().multiplier(),
                localDiscriminator,
                remoteDiscriminator,
                desiredMinTxUs,
                requiredMinRxUs,
                0);
    }

    /// Takes what a packet says of its sender (RFC 5880 section 6.8.6).
    SessionVariables heard(ControlPacket packet) {
        return new SessionVariables(
                state,
                packet.state(),
                diagnostic,
                packet.diagnostic(),
                localDiscriminator,
                packet.myDiscriminator(),
                desiredMinTxUs,
                usedMinTxUs,
                requiredMinRxUs,
                usedMinRxUs,
                packet.desiredMinTxUs(),
                packet.requiredMinRxUs(),
                packet.detectMultiplier(),
                packet.demand(),
                polling);
    }

    /// Forgets the peer, which was not heard for the detection time.
    SessionVariables forgotten() {
        return new SessionVariables(
                state,
                SessionState.DOWN,
                diagnostic,
                DiagnosticCode.NONE,
                localDiscriminator,
                0,
                desiredMinTxUs,
                usedMinTxUs,
                requiredMinRxUs,
                usedMinRxUs,
                0,
                INITIAL_REMOTE_MIN_RX_US,
                0,
                false,
                polling);
    }

    /// Changes the state.
    SessionVariables with(SessionState next, DiagnosticCode why) {
        return new SessionVariables(
                next,
                remoteState,
                why,
                remoteDiagnostic,
                localDiscriminator,
                remoteDiscriminator,
                desiredMinTxUs,
                usedMinTxUs,
                requiredMinRxUs,
                usedMinRxUs,
                remoteMinTxUs,
                remoteMinRxUs,
                remoteMultiplier,
                remoteDemand,
                polling);
    }

    /// Changes the intervals and the poll sequence.
    SessionVariables with(Intervals intervals, boolean poll) {
        return new SessionVariables(
                state,
                remoteState,
                diagnostic,
                remoteDiagnostic,
                localDiscriminator,
                remoteDiscriminator,
                intervals.desiredMinTxUs(),
                intervals.usedMinTxUs(),
                intervals.requiredMinRxUs(),
                intervals.usedMinRxUs(),
                remoteMinTxUs,
                remoteMinRxUs,
                remoteMultiplier,
                remoteDemand,
                poll);
    }

    Intervals intervals() {
        return new Intervals(desiredMinTxUs, usedMinTxUs, requiredMinRxUs, usedMinRxUs);
    }
}
