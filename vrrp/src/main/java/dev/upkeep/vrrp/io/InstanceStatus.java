package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.vrrp.machine.Counter;
import dev.upkeep.vrrp.machine.RouterState;
import java.time.Instant;
import java.util.Map;

/// What an instance was doing when it was asked.
///
/// @param priority the effective one
/// @param masterPriority of the last advert that was heard, 0 for a master and before the first
/// @param lastTransition when it took its role
public record InstanceStatus(
        VrrpInstance instance,
        RouterState state,
        int priority,
        int masterPriority,
        Instant lastTransition,
        Map<Counter, Long> counters) {

    public InstanceStatus {
        counters = Map.copyOf(counters);
    }
}
