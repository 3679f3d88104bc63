package dev.upkeep.netlink.loop;

import java.time.Duration;

/// A time in which the event loop did not run although a timer was due: the process was stopped,
/// the processor was not given to it, or a handler took too long. Verdicts that rest on "nothing
/// came within T" say nothing where T reaches into a gap.
///
/// @param fromNanos when the first timer should have run, or the loop was last known to run
/// @param untilNanos when the loop ran again
public record Gap(long fromNanos, long untilNanos) {

    /// The shortest gap that is reported; less is the ordinary lateness of a busy host.
    public static final long SHORTEST_NANOS = 100_000_000;

    /// Returns how long the loop did not run, as far as it can tell.
    public Duration length() {
        return Duration.ofNanos(untilNanos - fromNanos);
    }
}
