package dev.upkeep.netlink.process;

import dev.upkeep.netlink.libc.KernelException;
import java.time.Duration;
import java.util.function.Consumer;

/// Raises the real-time priority of a thread by a step each time one of its timers runs too late
/// (`max_auto_priority`). Belongs to that thread.
public final class AutomaticPriority {

    private final String thread;
    private final int maximum;
    private final Consumer<String> messages;
    private final Scheduler scheduler;
    private int priority;

    /// Sets the real-time priority of the calling thread; [Scheduling] does.
    interface Scheduler {
        void set(int priority) throws KernelException;
    }

    /// @param thread its name, for messages
    /// @param priority the one it has, 1-99; 0 for ordinary scheduling
    /// @param maximum 1-99; 0 and less for never
    /// @param messages gets a line for each raise, and one when it is refused
    public AutomaticPriority(String thread, int priority, int maximum, Consumer<String> messages) {
        this(
                thread,
                priority,
                maximum,
                messages,
                to -> Scheduling.realTime(Scheduling.Policy.ROUND_ROBIN, to));
    }

    AutomaticPriority(
            String thread,
            int priority,
            int maximum,
            Consumer<String> messages,
            Scheduler scheduler) {
        this.thread = thread;
        this.priority = priority;
        this.maximum = maximum;
        this.messages = messages;
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
            messages.accept(
                    "The "
                            + thread
                            + " thread ran a timer "
                            + by.toMillis()
                            + " ms late: real-time priority "
                            + priority
                            + " from now on");
        } catch (KernelException refused) {
            priority = maximum; // it would be refused again
            messages.accept("max_auto_priority: " + refused.getMessage());
        }
    }
}
