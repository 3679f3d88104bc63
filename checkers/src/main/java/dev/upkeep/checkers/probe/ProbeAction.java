package dev.upkeep.checkers.probe;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/// An action that a probe requests.
public sealed interface ProbeAction {

    /// Make the socket with the options of the check and connect it; an earlier connection ends.
    record Connect() implements ProbeAction {}

    /// Send all of it.
    record Send(ByteBuffer data) implements ProbeAction {}

    /// Report [ProbeEvent.Expired] after that time; replaces an earlier one.
    record Arm(Duration delay) implements ProbeAction {}

    /// Start the program of the check.
    record Launch() implements ProbeAction {}

    /// Send a signal to the process group of the program: [#SIGTERM] or [#SIGKILL].
    record Signal(int signal) implements ProbeAction {
        /// `SIGTERM`.
        public static final int SIGTERM = 15;

        /// `SIGKILL`.
        public static final int SIGKILL = 9;
    }

    /// Do work that takes too long for the event loop on another thread, then report
    /// [ProbeEvent.Computed]; one at a time.
    record Compute(Computation work) implements ProbeAction {}

    /// The server showed a certificate.
    ///
    /// @param expires the end of its validity
    record Certificate(Instant expires) implements ProbeAction {}

    /// The attempt is over; close what it used.
    record Done(ProbeResult result) implements ProbeAction {}
}
