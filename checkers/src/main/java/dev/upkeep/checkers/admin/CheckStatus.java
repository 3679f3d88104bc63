package dev.upkeep.checkers.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The status of one check of a real server.
///
/// @param service the unambiguous name of the virtual server
/// @param check `TCP_CHECK`, `HTTP_GET`, .. with its target
/// @param up its verdict
/// @param certificateExpires of the certificate that the server showed last, null for none
/// @param history the last results, the newest first; none for checks that are driven from outside
public record CheckStatus(
        ServiceName service,
        ServerName server,
        String check,
        boolean up,
        @Nullable Instant certificateExpires,
        List<Result> history) {

    public CheckStatus {
        history = List.copyOf(history);
    }

    /// Outcomes of an attempt.
    public enum Outcome {
        /// As the check expects it.
        PASSED,
        /// Not so.
        FAILED,
        /// Without a statement about the server.
        UNJUDGED
    }

    /// The result of one attempt.
    ///
    /// @param took from its beginning
    /// @param ago how long ago it ended
    /// @param detail what convinced, or what was wrong
    public record Result(Outcome outcome, Duration took, Duration ago, String detail) {}

    /// Returns the last result, null before the first.
    public @Nullable Result last() {
        return history.isEmpty() ? null : history.getFirst();
    }
}
