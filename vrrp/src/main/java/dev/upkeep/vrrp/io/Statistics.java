package dev.upkeep.vrrp.io;

import dev.upkeep.vrrp.machine.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The counters of one instance. Belongs to the vrrp thread.
final class Statistics {

    private final Map<Counter, Count> counts = new EnumMap<>(Counter.class);

    private static final class Count {
        private long value;
    }

    Statistics() {
        for (Counter counter : Counter.values()) {
            counts.put(counter, new Count());
        }
    }

    void raise(Counter counter) {
        Objects.requireNonNull(counts.get(counter)).value++;
    }

    void clear() {
        counts.values().forEach(count -> count.value = 0);
    }

    /// Returns a copy of the counters.
    Map<Counter, Long> values() {
        Map<Counter, Long> values = new EnumMap<>(Counter.class);
        counts.forEach((counter, count) -> values.put(counter, count.value));
        return values;
    }
}
