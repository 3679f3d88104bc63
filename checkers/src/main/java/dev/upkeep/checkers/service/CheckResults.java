package dev.upkeep.checkers.service;

import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import java.time.Duration;

/// Takes what checks found.
@FunctionalInterface
interface CheckResults {

    /// Called with each result and what it led to.
    ///
    /// @param took from the beginning of the attempt to its result
    /// @param before the state that the result was added to
    void judged(
            CheckTask task,
            ProbeResult result,
            Duration took,
            CheckState before,
            Verdict.Step step);
}
