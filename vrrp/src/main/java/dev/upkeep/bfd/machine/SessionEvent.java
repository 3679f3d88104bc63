package dev.upkeep.bfd.machine;

import dev.upkeep.bfd.wire.ControlPacket;

/// An event of a session.
public sealed interface SessionEvent {

    /// The daemon starts it.
    record Started() implements SessionEvent {}

    /// The daemon stops, or the session left the configuration.
    record Stopped() implements SessionEvent {}

    /// A packet of this session that [PacketCheck] accepts.
    record Received(ControlPacket packet) implements SessionEvent {}

    /// The next periodic packet is due.
    record TransmitDue() implements SessionEvent {}

    /// Nothing was heard for the detection time.
    record DetectionTimeExpired() implements SessionEvent {}

    /// The configuration changed; the identity of the session did not.
    record Reconfigured() implements SessionEvent {}
}
