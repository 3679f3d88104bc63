package dev.upkeep.bfd.machine;

import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.bfd.wire.DiagnosticCode;
import dev.upkeep.bfd.wire.SessionState;

/// The actions of the runner, in this order.
public sealed interface SessionAction {

    /// Send a packet now.
    record Send(ControlPacket packet) implements SessionAction {}

    /// Send the next periodic packet this long, less [Jitter], after the last packet.
    record ArmTransmit(long intervalUs) implements SessionAction {}

    /// Send no periodic packets.
    record DisarmTransmit() implements SessionAction {}

    /// Wait this long for the next packet of the peer, again if it is waited for.
    record ArmDetection(long detectionTimeUs) implements SessionAction {}

    /// Wait for none.
    record DisarmDetection() implements SessionAction {}

    /// Publish and log that the state changed.
    ///
    /// @param local why, as our packets say it
    /// @param remote what the last packet of the peer said
    record StateChanged(
            SessionState from, SessionState to, DiagnosticCode local, DiagnosticCode remote)
            implements SessionAction {}

    /// Log that the peer demands silence (demand mode), or no longer does.
    record DemandChanged(boolean demanded) implements SessionAction {}
}
