package dev.upkeep.checkers.reconcile;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Describes what comparing the kernel's table with the desired one led to.
///
/// @param comparisons since the start
/// @param repairs requests that mended what another program had changed
/// @param refusals requests that the kernel refused
/// @param outOfSync the kernel is not known to have what is desired
/// @param last when the last comparison was, null before the first
/// @param lastDifferences requests that the last comparison led to
/// @param lastTook how long it took
public record ReconcileStatus(
        long comparisons,
        long repairs,
        long refusals,
        boolean outOfSync,
        @Nullable Instant last,
        int lastDifferences,
        Duration lastTook) {

    /// Before the first comparison.
    public static final ReconcileStatus NONE =
            new ReconcileStatus(0, 0, 0, false, null, 0, Duration.ZERO);

    ReconcileStatus compared(Instant at, Duration took, int differences, boolean repaired) {
        return new ReconcileStatus(
                comparisons + 1,
                repairs + (repaired ? differences : 0),
                refusals,
                outOfSync,
                at,
                differences,
                took);
    }

    ReconcileStatus refused() {
        return new ReconcileStatus(
                comparisons, repairs, refusals + 1, outOfSync, last, lastDifferences, lastTook);
    }

    ReconcileStatus outOfSync(boolean now) {
        return new ReconcileStatus(
                comparisons, repairs, refusals, now, last, lastDifferences, lastTook);
    }
}
