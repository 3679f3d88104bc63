package dev.upkeep.checkers.check;

import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.Checker;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes attempts of checks: the real ones use sockets and processes, those of tests do not. Called
/// on the thread of the checks.
@FunctionalInterface
public interface Attempts {

    /// Prepares what all attempts of a check share.
    Prepared prepare(Checker checker);

    /// Prepares a check whose attempts report what they receive and do.
    ///
    /// @param lines gets one line at a time; control characters are not escaped
    default Prepared prepareTraced(Checker checker, Consumer<String> lines) {
        return prepare(checker);
    }

    /// A check whose attempts can begin.
    @FunctionalInterface
    interface Prepared {
        /// Begins an attempt.
        ///
        /// @param url index of the url of checks that have some
        /// @param done gets the result, once, on the thread of the checks and after this method
        ///   returned, unless the attempt was abandoned before
        Attempt begin(int url, Consumer<ProbeResult> done);

        /// Returns when the certificate that the server showed last expires, null for none.
        default @Nullable Instant certificateExpires() {
            return null;
        }
    }

    /// A running attempt.
    @FunctionalInterface
    interface Attempt {
        /// Ends it without a result and frees what it holds.
        void abandon();
    }
}
