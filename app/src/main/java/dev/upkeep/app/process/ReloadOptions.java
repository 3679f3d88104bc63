package dev.upkeep.app.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Options of a request to reload.
///
/// @param changes whether to report what it changes
/// @param force whether to apply also what would be refused because of what it costs
/// @param confirm after how long it is rolled back unless it is confirmed, null for never
public record ReloadOptions(boolean changes, boolean force, @Nullable Duration confirm) {

    /// Options of a reload by signal.
    public static final ReloadOptions NONE = new ReloadOptions(false, false, null);

    /// Returns the options of both requests; of two times the shorter one.
    ReloadOptions and(ReloadOptions other) {
        Duration first = confirm;
        Duration second = other.confirm;
        if (first == null || second == null) {
            return new ReloadOptions(
                    changes || other.changes, force || other.force, first == null ? second : first);
        }
        return new ReloadOptions(
                changes || other.changes,
                force || other.force,
                first.compareTo(second) < 0 ? first : second);
    }
}
