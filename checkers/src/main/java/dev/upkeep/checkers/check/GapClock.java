package dev.upkeep.checkers.check;

import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.loop.Gap;
import org.jspecify.annotations.Nullable;

/// Remembers when the event loop last failed to run in time ([Gap]). Belongs to the thread of the
/// loop.
public final class GapClock {

    private @Nullable Gap last;

    public GapClock(EventLoop loop) {
        loop.onGap(gap -> last = gap);
    }

    /// Returns whether the loop failed to run in time at some moment after the given one.
    ///
    /// @param nanos of [EventLoop#now]
    public boolean gapSince(long nanos) {
        return last != null && last.untilNanos() - nanos > 0;
    }
}
