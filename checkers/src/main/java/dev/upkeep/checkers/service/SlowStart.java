package dev.upkeep.checkers.service;

import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolEvent;
import dev.upkeep.checkers.pool.ServerState;
import dev.upkeep.netlink.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// Lets the weight of servers that come back rise over time (`slow_start`). The quorum counts the
/// whole weight from the beginning. Belongs to the thread of the checks.
final class SlowStart {

    private static final Duration STEP = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Consumer<Pool> changed;
    private final Map<Place, Long> begun = new HashMap<>();

    /// A server by the identity of its pool: a reload that changes the service ends the ramp.
    private record Place(Pool pool, int server) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && place.pool == pool && place.server == server;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(pool) * 31 + server;
        }
    }

    /// @param changed called with pools whose entries are others than before
    SlowStart(EventLoop loop, Consumer<Pool> changed) {
        this.loop = loop;
        this.changed = changed;
    }

    /// Begins the ramp of each server that a check brought back.
    void follow(Pool pool, List<PoolEvent> events) {
        if (pool.service().policy().slowStart().isZero()) {
            return;
        }
        for (PoolEvent event : events) {
            if (event instanceof PoolEvent.ServerUp(var server)) {
                begin(new Place(pool, pool.members().indexOf(server)));
            }
        }
    }

    private void begin(Place place) {
        if (begun.isEmpty()) {
            loop.after(STEP, this::step);
        }
        begun.put(place, loop.now());
        if (place.pool.ramp(place.server, 0)) {
            changed.accept(place.pool);
        }
    }

    private void step() {
        for (Place place : new ArrayList<>(begun.keySet())) {
            long since = loop.now() - Objects.requireNonNull(begun.get(place));
            long whole = place.pool.service().policy().slowStart().toNanos();
            boolean over = since >= whole || !place.pool.state(place.server).up();
            int permille = over ? ServerState.FULL : (int) (since * ServerState.FULL / whole);
            if (place.pool.ramp(place.server, permille)) {
                changed.accept(place.pool);
            }
            if (over) {
                begun.remove(place);
            }
        }
        if (!begun.isEmpty()) {
            loop.after(STEP, this::step);
        }
    }

    /// Ends the ramps of pools that run no longer; what has taken over from them has the whole
    /// weight.
    ///
    /// @param pools those that run
    void retain(List<Pool> pools) {
        begun.keySet().removeIf(place -> pools.stream().noneMatch(each -> each == place.pool));
    }
}
