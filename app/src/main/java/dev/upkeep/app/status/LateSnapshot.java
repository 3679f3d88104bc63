package dev.upkeep.app.status;

import java.util.List;

/// Describes the timers of an event loop that ran more than a millisecond late for one cause.
///
/// @param cause `run-queue`: other threads had the processors; `gc`: pauses of the garbage
///   collector; `own-work`: the loop was busy; `stopped`: none of these, so that the process was
///   stopped or the machine paused; `unknown`: the kernel does not count
/// @param sumSeconds how late they were together
/// @param counts by lateness, as those of [LoopSnapshot]
public record LateSnapshot(String cause, long timers, double sumSeconds, List<Long> counts) {

    public LateSnapshot {
        counts = List.copyOf(counts);
    }
}
