package dev.upkeep.config.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Scheduling of one role.
///
/// @param nice -20..19, null for unchanged
/// @param noSwap lock memory
/// @param realtimePriority SCHED_RR priority 1-99, 0 for off
/// @param affinity CPU numbers, empty for all
/// @param rlimitRttimeMicros RLIMIT_RTTIME when SCHED_RR is used
public record ProcessScheduling(
        @Nullable Integer nice,
        boolean noSwap,
        int realtimePriority,
        List<Integer> affinity,
        long rlimitRttimeMicros) {

    public ProcessScheduling {
        affinity = List.copyOf(affinity);
    }
}
