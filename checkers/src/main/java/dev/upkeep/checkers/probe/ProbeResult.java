package dev.upkeep.checkers.probe;

import dev.upkeep.net.PrintableText;
import org.jspecify.annotations.Nullable;

/// The result of an attempt.
public sealed interface ProbeResult {

    /// The server answered as expected.
    ///
    /// @param detail what convinced, for the log: `HTTP status code success`
    /// @param weight weight that the check asks for, null for the configured one
    record Passed(String detail, @Nullable Integer weight) implements ProbeResult {}

    /// The server did not answer as expected.
    ///
    /// @param detail for the log, without a full stop
    record Failed(String detail) implements ProbeResult {
        public Failed {
            detail = PrintableText.of(detail); // it may quote the server
        }
    }

    /// Nothing was learnt about the server: the probe could not be made.
    ///
    /// @param cause the same for all probes that fail for the same reason: it is logged once in a
    ///   while
    record Unjudged(String detail, String cause) implements ProbeResult {
        public Unjudged {
            detail = PrintableText.of(detail);
            cause = PrintableText.of(cause);
        }

        /// Makes a result with a reason of this probe alone.
        public Unjudged(String detail) {
            this(detail, detail);
        }

        /// Returns a failure of our own code.
        public static Unjudged internal(Throwable failure) {
            return new Unjudged("internal error: " + failure);
        }
    }
}
