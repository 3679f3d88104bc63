package dev.upkeep.vrrp.io;

import dev.upkeep.vrrp.machine.Counter;
import java.util.EnumMap;
import java.util.Map;

/// The counters of one instance. Belongs to the vrrp thread.
final class Statistics {

    private final Map<Counter, Long> counts = new EnumMap<>(Counter.class);

    Statistics() {
        clear();
    }

    void raise(Counter counter) {
        counts.merge(counter, 1L, Long::sum);
    }

    void clear() {
        for (Counter counter : Counter.values()) {
            counts.put(counter, 0L);
        }
    }

    /// Returns a copy of the counters.
    Map<Counter, Long> values() {
        return new EnumMap<>(counts);
    }
}
