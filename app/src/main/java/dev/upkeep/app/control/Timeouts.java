package dev.upkeep.app.control;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs something later, unless it is called off.
@FunctionalInterface
public interface Timeouts {

    /// Sets it.
    ///
    /// @return calls it off; harmless when it was too late for that
    Runnable after(Duration delay, Runnable action);

    /// By the clock, on one thread for all, which exists from the first call on: later there may be
    /// none to be had. Actions must not block.
    static Timeouts clock() {
        Clock.TIMER.prestartCoreThread(); // makes it
        return Clock::after;
    }

    /// The thread and what waits on it.
    final class Clock {
        private static final ScheduledThreadPoolExecutor TIMER = timer();

        private Clock() {}

        private static ScheduledThreadPoolExecutor timer() {
            var timer =
                    new ScheduledThreadPoolExecutor(
                            1,
                            task -> Thread.ofPlatform().name("timeouts").daemon().unstarted(task));
            timer.setRemoveOnCancelPolicy(true);
            return timer;
        }

        private static Runnable after(Duration delay, Runnable action) {
            Future<?> waiting = TIMER.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> waiting.cancel(false);
        }
    }
}
