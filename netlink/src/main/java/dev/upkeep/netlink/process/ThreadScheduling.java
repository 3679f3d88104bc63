package dev.upkeep.netlink.process;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EpollLoop;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Scheduling of a thread.
///
/// @param nice -20 to 19, null for unchanged
/// @param processors numbers from 0, none for all
/// @param lockMemory whether the process keeps its pages in memory
/// @param realTimePriority of `SCHED_RR`, 1-99, 0 for ordinary scheduling
public record ThreadScheduling(
        @Nullable Integer nice,
        List<Integer> processors,
        boolean lockMemory,
        int realTimePriority) {

    public ThreadScheduling {
        processors = List.copyOf(processors);
    }

    /// Applies it to the calling thread, which runs on as an ordinary one where that is refused,
    /// and lets it raise its real-time priority when timers of its loop run late.
    ///
    /// @param thread its name, for the log
    /// @param maximum `max_auto_priority`: 1-99; 0 and less for never
    /// @param late `min_auto_priority_delay`: lateness that raises the priority by a step
    /// @param messages gets what is refused, and each raise
    public void apply(
            String thread, EpollLoop loop, int maximum, Duration late, Consumer<String> messages) {
        try {
            apply();
        } catch (KernelException refused) {
            messages.accept(refused.getMessage() + ": running on with ordinary scheduling");
        }
        if (maximum > 0) {
            loop.onLate(
                    late, new AutomaticPriority(thread, realTimePriority, maximum, messages)::late);
        }
    }

    /// Applies it to the calling thread.
    ///
    /// @throws KernelException when a capability is missing; what comes after that is not applied
    public void apply() throws KernelException {
        if (nice != null) {
            Scheduling.nice(nice);
        }
        if (!processors.isEmpty()) {
            Scheduling.affinity(Set.copyOf(processors));
        }
        if (lockMemory) {
            Scheduling.lockMemory();
        }
        if (realTimePriority > 0) {
            Scheduling.realTime(Scheduling.Policy.ROUND_ROBIN, realTimePriority);
        }
    }
}
