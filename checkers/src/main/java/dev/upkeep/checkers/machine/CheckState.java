package dev.upkeep.checkers.machine;

import org.jspecify.annotations.Nullable;

/// What one check has found out so far.
///
/// @param up its verdict; before the first result the assumption of `alpha`
/// @param judged whether there was a result that counts
/// @param failures failed attempts since the last success that were not yet final
/// @param url the url whose turn it is (checks with several steps), else 0
/// @param urlFailed whether that url is tested alone until it is good again
/// @param weight weight that the check asks for, null for the configured one
public record CheckState(
        boolean up,
        boolean judged,
        int failures,
        int url,
        boolean urlFailed,
        @Nullable Integer weight) {

    /// The state of a new check.
    ///
    /// @param alpha whether it starts in the down state
    public static CheckState initial(boolean alpha) {
        return new CheckState(!alpha, false, 0, 0, false, null);
    }
}
