package dev.upkeep.app;

import dev.upkeep.app.control.Timeouts;
import dev.upkeep.app.process.ReloadOutcome;
import dev.upkeep.app.status.ReloadSnapshot;
import dev.upkeep.config.reader.ReadResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Remembers the outcome of the last reload, and the configuration to go back to while nobody has
/// confirmed it. Lives in the daemon, so that it does not matter what becomes of the command that
/// asked. Any thread.
final class ReloadHistory {

    private final Timeouts timeouts;
    private final Runnable expired;
    private @Nullable ReloadSnapshot last;
    private @Nullable ReadResult fallback;
    private @Nullable Instant until;
    private Runnable callOff = () -> {};

    /// @param expired called when a reload was not confirmed in time; any thread
    ReloadHistory(Timeouts timeouts, Runnable expired) {
        this.timeouts = timeouts;
        this.expired = expired;
    }

    /// Returns the outcome of the last reload, null before the first.
    synchronized @Nullable ReloadSnapshot last() {
        return last;
    }

    /// Called when a reload was made or refused.
    synchronized void finished(ReloadOutcome outcome) {
        last =
                new ReloadSnapshot(
                        Instant.now().toString(),
                        outcome.elapsedMs() / 1e3,
                        outcome.refused(),
                        outcome.changes(),
                        null,
                        List.of(),
                        until == null ? null : until.toString(),
                        false);
    }

    /// Waits for [#confirm] from now on. Reloads that follow change nothing of what it goes back
    /// to: that is the configuration that was confirmed last.
    ///
    /// @param before what ran before the reload
    synchronized void awaitConfirmation(ReadResult before, Duration limit) {
        callOff.run();
        if (fallback == null) {
            fallback = before;
        }
        until = Instant.now().plus(limit);
        callOff = timeouts.after(limit, expired);
    }

    /// Takes the running configuration as good.
    ///
    /// @return false when nothing waited for that
    synchronized boolean confirm() {
        boolean waited = fallback != null;
        callOff.run();
        fallback = null;
        until = null;
        if (last != null) {
            last = with(last, last.verified(), last.deviations(), false);
        }
        return waited;
    }

    /// Takes the configuration to go back to; null when it was confirmed meanwhile.
    synchronized @Nullable ReadResult takeFallback() {
        ReadResult taken = fallback;
        fallback = null;
        until = null;
        return taken;
    }

    /// Called when the daemon went back.
    synchronized void rolledBack() {
        if (last != null) {
            last = with(last, null, List.of(), true);
        }
    }

    /// Takes what the kernel has otherwise than it should.
    synchronized void verified(List<String> deviations) {
        if (last != null) {
            last = with(last, deviations.isEmpty(), deviations, last.rolledBack());
        }
    }

    private ReloadSnapshot with(
            ReloadSnapshot of,
            @Nullable Boolean verified,
            List<String> deviations,
            boolean rolledBack) {
        return new ReloadSnapshot(
                of.at(),
                of.tookSeconds(),
                of.refused(),
                of.changes(),
                verified,
                deviations,
                until == null ? null : until.toString(),
                rolledBack);
    }
}
