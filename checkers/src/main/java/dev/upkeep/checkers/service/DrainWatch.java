package dev.upkeep.checkers.service;

import dev.upkeep.checkers.reconcile.IpvsUpdates;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.loop.EventLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;

/// Lets servers that a reload removed, or that the operator disabled, finish their connections
/// (`drain_timeout`): looks every second whether they have any, and ends the wait when there are
/// none or the time has passed. Belongs to the thread of the checks.
final class DrainWatch {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final IpvsUpdates updates;
    private final Consumer<PoolRun> changed;
    private final Logger log;
    private final Map<PoolRun, Map<Endpoint, Long>> deadlines = new LinkedHashMap<>();
    private boolean ticking;

    /// @param changed is called for pools that let a server go
    DrainWatch(EventLoop loop, IpvsUpdates updates, Consumer<PoolRun> changed, Logger log) {
        this.loop = loop;
        this.updates = updates;
        this.changed = changed;
        this.log = log;
    }

    /// Looks at all pools after a change; a server that waits already keeps its deadline.
    void watch(Collection<PoolRun> runs) {
        Map<Object, Map<Endpoint, Long>> before = new HashMap<>();
        deadlines.forEach((run, servers) -> before.put(run.pool().key(), servers));
        deadlines.clear();
        for (PoolRun run : runs) {
            Collection<RealServer> draining = run.pool().draining();
            if (draining.isEmpty()) {
                continue;
            }
            Map<Endpoint, Long> known = before.getOrDefault(run.pool().key(), Map.of());
            long deadline = loop.now() + run.pool().service().policy().drainTimeout().toNanos();
            Map<Endpoint, Long> servers = new LinkedHashMap<>();
            for (RealServer server : draining) {
                Endpoint name = server.endpoint();
                servers.put(name, known.getOrDefault(name, deadline));
            }
            deadlines.put(run, servers);
        }
        if (!deadlines.isEmpty() && !ticking) {
            ticking = true;
            loop.after(PERIOD, this::tick);
        }
    }

    private void tick() {
        ticking = !deadlines.isEmpty();
        deadlines.forEach((run, servers) -> {
            Set<Endpoint> asked = Set.copyOf(servers.keySet());
            updates.busy(
                    run.pool().kernelKeys(), busy -> loop.execute(() -> settle(run, asked, busy)));
        });
        if (ticking) {
            loop.after(PERIOD, this::tick);
        }
    }

    /// @param asked the servers that waited when the kernel was asked
    /// @param busy where the kernel has connections
    private void settle(PoolRun run, Set<Endpoint> asked, Set<Endpoint> busy) {
        Map<Endpoint, Long> servers = deadlines.get(run);
        if (servers == null) {
            return; // a change came between
        }
        boolean gone = false;
        for (RealServer draining : run.pool().draining()) {
            Endpoint server = draining.endpoint();
            Long deadline = servers.get(server);
            if (deadline == null || !asked.contains(server)) {
                continue;
            }
            boolean late = loop.now() - deadline >= 0;
            if (late || Collections.disjoint(busy, run.pool().places(draining).values())) {
                log.info(
                        "Drained service {} of VS {}{}",
                        server,
                        run.pool().key(),
                        late ? ", with connections left" : "");
                servers.remove(server);
                gone |= run.pool().endDrain(server);
            }
        }
        if (servers.isEmpty()) {
            deadlines.remove(run);
        }
        if (gone) {
            changed.accept(run);
        }
    }
}
