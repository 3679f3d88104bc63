package dev.upkeep.checkers.service;

import dev.upkeep.checkers.check.Attempts;
import dev.upkeep.checkers.check.ProbeLimiter;
import dev.upkeep.netlink.loop.EventLoop;
import java.time.Duration;
import java.time.Instant;

/// The part of the scheduler that checks use.
interface CheckContext extends CheckResults {
    /// The loop of the checks.
    EventLoop loop();

    /// Limits concurrency.
    ProbeLimiter limiter();

    /// Makes the attempts.
    Attempts attempts();

    /// Returns whether equal checks share their probes (`checker_share_probes`).
    boolean sharing();

    /// Returns a random part of a delay.
    Duration spread(Duration delay);

    /// Returns whether the event loop did not run in time at some moment after the given one.
    boolean gapSince(long nanos);

    /// Returns whether the checks of the pool are suspended now (`ha_suspend`).
    boolean suspended(PoolRun run);

    /// Called when a check is suspended or resumed.
    void suspensionChanged(CheckTask task, boolean suspended);

    /// The time of day.
    Instant wallClock();

    /// Called when a certificate expires soon.
    ///
    /// @param left negative when it has expired
    void certificateExpires(CheckTask task, Instant expires, Duration left);
}
