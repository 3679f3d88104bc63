package dev.upkeep.app.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Outcome of the last reload.
///
/// @param refused why the old configuration stays, null when the new one is in force
/// @param changes what it changed, one line each
/// @param verified whether the kernel, read back afterwards, has what is desired; null before that
/// @param deviations what the kernel has otherwise, one line each
/// @param confirmUntil when it is rolled back unless it is confirmed, null for never
/// @param rolledBack whether it was
public record ReloadSnapshot(
        String at,
        double tookSeconds,
        @Nullable String refused,
        List<String> changes,
        @Nullable Boolean verified,
        List<String> deviations,
        @Nullable String confirmUntil,
        boolean rolledBack) {

    public ReloadSnapshot {
        changes = List.copyOf(changes);
        deviations = List.copyOf(deviations);
    }
}
