package dev.upkeep.netlink.process;

import dev.upkeep.netlink.libc.KernelException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Raises the real-time priority of a thread by a step each time one of its timers runs too late
/// (`max_auto_priority`). Belongs to that thread.
public final class AutomaticPriority {

    private static final Logger log = LoggerFactory.getLogger(AutomaticPriority.class);

    private final String thread;
    private final int maximum;
    private final Scheduler scheduler;
    private int priority;

    /// Sets the real-time priority of the calling thread; [Scheduling] does.
    interface Scheduler {
        void set(int priority) throws KernelException;
    }

    /// @param thread its name, for the log
    /// @param priority the one it has, 1-99; 0 for ordinary scheduling
    /// @param maximum 1-99; 0 and less for never
    public AutomaticPriority(String thread, int priority, int maximum) {
        this(
                thread,
                priority,
                maximum,
                to -> Scheduling.realTime(Scheduling.Policy.ROUND_ROBIN, to));
    }

    AutomaticPriority(String thread, int priority, int maximum, Scheduler scheduler) {
        this.thread = thread;
        this.priority = priority;
        this.maximum = maximum;
        this.scheduler = scheduler;
    }

    /// Takes note that a timer ran too late.
    public void late(Duration by) {
        if (priority >= maximum) {
            return;
        }
        try {
            scheduler.set(priority + 1);
            priority++;
            log.info(
                    "The {} thread ran a timer {} ms late: real-time priority {} from now on",
                    thread,
                    by.toMillis(),
                    priority);
        } catch (KernelException refused) {
            priority = maximum; // it would be refused again
            log.warn("max_auto_priority: {}", refused.getMessage());
        }
    }
}
