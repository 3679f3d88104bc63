package dev.upkeep.app.status;

import java.util.List;

/// Describes how late the timers of an event loop ran.
///
/// @param name `vrrp`, `checks` or `bfd`
/// @param sumSeconds of all
/// @param counts timers by lateness: the first below 1 us, the n-th 2^(n-1) to 2^n us, the last the
///   rest
/// @param late those of more than a millisecond, by cause; causes that never occurred are left out
public record LoopSnapshot(
        String name,
        long timers,
        double worstSeconds,
        double sumSeconds,
        List<Long> counts,
        List<LateSnapshot> late) {

    public LoopSnapshot {
        counts = List.copyOf(counts);
        late = List.copyOf(late);
    }
}
