package dev.upkeep.netlink.loop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A time in which the event loop did not run although a timer was due: the process was stopped,
/// the processor was not given to it, or a handler took too long. Verdicts that rest on "nothing
/// came within T" say nothing where T reaches into a gap.
///
/// @param fromNanos when the first timer should have run, or the loop was last known to run
/// @param untilNanos when the loop ran again
/// @param spent the times of its thread since it last waited with nothing due, null when unknown
public record Gap(long fromNanos, long untilNanos, @Nullable ThreadTimes spent) {

    /// Makes a gap of which nothing but its ends is known.
    public Gap(long fromNanos, long untilNanos) {
        this(fromNanos, untilNanos, null);
    }

    /// The shortest gap that is reported; less is the ordinary lateness of a busy host.
    public static final long SHORTEST_NANOS = 100_000_000;

    /// Returns how long the loop did not run, as far as it can tell.
    public Duration length() {
        return Duration.ofNanos(untilNanos - fromNanos);
    }

    /// Returns how long the loop did not run and why, as `350 ms, 300 of them waiting for a
    /// processor`.
    public String text() {
        return length().toMillis() + " ms" + LatenessCause.text(untilNanos - fromNanos, spent);
    }
}
