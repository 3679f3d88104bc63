package dev.upkeep.checkers.probe;

import org.jspecify.annotations.Nullable;

/// What an attempt found.
public sealed interface ProbeResult {

    /// The server answered as wanted.
    ///
    /// @param detail what convinced, for the log: `HTTP status code success`
    /// @param weight weight that the check asks for, null for the configured one
    record Passed(String detail, @Nullable Integer weight) implements ProbeResult {}

    /// The server did not answer as wanted.
    ///
    /// @param detail for the log, without a full stop
    record Failed(String detail) implements ProbeResult {}

    /// Nothing was learnt about the server: the probe could not be made.
    record Unjudged(String detail) implements ProbeResult {
        /// A failure of our own code.
        public static Unjudged internal(Throwable failure) {
            return new Unjudged("internal error: " + failure);
        }
    }
}
