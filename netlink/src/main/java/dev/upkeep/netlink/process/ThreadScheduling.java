package dev.upkeep.netlink.process;

import dev.upkeep.netlink.libc.KernelException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a thread is to be scheduled.
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
