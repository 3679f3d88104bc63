package dev.upkeep.app.process;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// What those who ask for a reload want beside it.
///
/// @param changes whether to tell what it changes
/// @param confirm after how long it is rolled back unless it is confirmed, null for never
public record ReloadOptions(boolean changes, @Nullable Duration confirm) {

    /// What a signal wants.
    public static final ReloadOptions NONE = new ReloadOptions(false, null);

    /// What both want; of two times the shorter one.
    ReloadOptions and(ReloadOptions other) {
        Duration first = confirm;
        Duration second = other.confirm;
        if (first == null || second == null) {
            return new ReloadOptions(changes || other.changes, first == null ? second : first);
        }
        return new ReloadOptions(
                changes || other.changes, first.compareTo(second) < 0 ? first : second);
    }
}
