package dev.upkeep.checkers.probe;

import java.nio.ByteBuffer;

/// An event of a probe.
public sealed interface ProbeEvent {

    /// The attempt begins.
    record Started() implements ProbeEvent {
        /// The only one needed.
        public static final Started NOW = new Started();
    }

    /// The connection is there (of a datagram socket: it may send).
    record Connected() implements ProbeEvent {
        /// The only one needed.
        public static final Connected NOW = new Connected();
    }

    /// Bytes came; the buffer is only valid during the call.
    record Received(ByteBuffer data) implements ProbeEvent {}

    /// The peer sends no more.
    record PeerClosed() implements ProbeEvent {}

    /// Connecting, sending or receiving failed.
    ///
    /// @param reason the system's text: `Connection refused`
    record ConnectionFailed(String reason) implements ProbeEvent {}

    /// The time of the last [ProbeAction.Arm] has passed.
    record Expired() implements ProbeEvent {}

    /// The program ended by itself.
    ///
    /// @param status exit status, 0 - 255
    record Exited(int status) implements ProbeEvent {}

    /// A signal ended the program.
    record Signalled(int signal) implements ProbeEvent {}

    /// The work of a [ProbeAction.Compute] is done.
    record Computed(Computation.Continuation then) implements ProbeEvent {}

    /// The probe could not be made for a reason of our own: no socket, no local address, no
    /// process.
    ///
    /// @param cause the same for all probes that fail for the same reason
    record Unable(String reason, String cause) implements ProbeEvent {}
}
