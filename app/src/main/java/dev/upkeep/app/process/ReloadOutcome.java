package dev.upkeep.app.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The outcome of a reload.
///
/// @param findings on the configuration that was read, one line each
/// @param changes what it changes, one line each; none where nobody asked
/// @param elapsedMs from the first line read until the kernel had everything, in milliseconds
/// @param refused why the old configuration stays; null when the new one is in force
public record ReloadOutcome(
        List<String> findings, List<String> changes, long elapsedMs, @Nullable String refused) {

    public ReloadOutcome {
        findings = List.copyOf(findings);
        changes = List.copyOf(changes);
    }
}
