package dev.upkeep.checkers.plan;

import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.nft.GeneratedMarks;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolEvent;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.config.model.VirtualServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pools that a start or a reload leads to, with the events of the change. It changes none of
/// the pools before it, so that `upkeep plan` can ask for one that never comes.
///
/// @param services those of the configuration, in its order
/// @param removed pools that the configuration no longer has
/// @param draining what is left of removed services until their connections end
/// @param repeated services that repeat an earlier one and do not count
public record PoolTransition(
        BalancerConfiguration configuration,
        ServiceKeys keys,
        Map<PoolKey, Step> services,
        List<Pool> removed,
        Map<PoolKey, Pool> draining,
        List<VirtualServer> repeated) {

    public PoolTransition {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        removed = List.copyOf(removed);
        draining = Collections.unmodifiableMap(new LinkedHashMap<>(draining));
        repeated = List.copyOf(repeated);
    }

    /// One service of the configuration.
    ///
    /// @param before the pool whose knowledge was taken over, null for none
    public record Step(Pool pool, @Nullable Pool before, List<PoolEvent> events) {
        public Step {
            events = List.copyOf(events);
        }

        /// Returns whether the service means the same as before and goes on untouched.
        public boolean unchanged() {
            return pool == before;
        }
    }

    /// Returns the pools of a start. Nothing is known of any server: each is up that does not begin
    /// down (`alpha`).
    ///
    /// @param adminStates those of an earlier run; those of servers that are gone do not count
    public static PoolTransition ofStart(BalancerConfiguration next, AdminStates adminStates) {
        ServiceKeys keys = ServiceKeys.of(next, GeneratedMarks.NONE);
        List<VirtualServer> repeated = new ArrayList<>();
        Map<PoolKey, Step> services = new LinkedHashMap<>();
        PoolKey.index(next.services(), repeated)
                .forEach((key, service) -> {
                    Pool pool = Pool.fresh(key, service, keys.of(key, service));
                    restore(pool, adminStates);
                    List<PoolEvent> events = pool.begin(next.lvs().initialNotifies());
                    services.put(key, new Step(pool, null, events));
                });
        return new PoolTransition(next, keys, services, List.of(), Map.of(), repeated);
    }

    private static void restore(Pool pool, AdminStates adminStates) {
        for (int i = 0; i < pool.members().size(); i++) {
            AdminState state = adminStates.of(pool, pool.members().get(i));
            if (state != AdminState.ENABLED) {
                pool.restore(i, state);
            }
        }
    }

    /// Returns the pools of a reload.
    ///
    /// @param marks the generated marks of the configuration before
    /// @param current the pools of the configuration before
    /// @param stillDraining what is left of services that earlier reloads removed
    public static PoolTransition ofReload(
            BalancerConfiguration next,
            GeneratedMarks marks,
            Map<PoolKey, Pool> current,
            Map<PoolKey, Pool> stillDraining) {
        ServiceKeys keys = ServiceKeys.of(next, marks);
        List<VirtualServer> repeated = new ArrayList<>();
        Map<PoolKey, VirtualServer> configured = PoolKey.index(next.services(), repeated);
        Map<PoolKey, Pool> draining = new LinkedHashMap<>(stillDraining);
        List<Pool> removed = new ArrayList<>();
        current.forEach((key, pool) -> {
            if (!configured.containsKey(key)) {
                removed.add(pool);
                Pool remainder = pool.remainder();
                if (remainder != null) {
                    draining.put(key, remainder);
                }
            }
        });
        Map<PoolKey, Step> services = new LinkedHashMap<>();
        configured.forEach((key, service) -> {
            Pool pool = current.get(key);
            Pool before = pool == null ? draining.remove(key) : pool;
            services.put(key, step(key, service, keys, before));
        });
        return new PoolTransition(next, keys, services, removed, draining, repeated);
    }

    private static Step step(
            PoolKey key, VirtualServer service, ServiceKeys keys, @Nullable Pool before) {
        var kernelKeys = keys.of(key, service);
        if (before != null
                && !before.removed()
                && before.service().equals(service)
                && before.kernelKeys().equals(kernelKeys)) {
            return new Step(before, before, List.of());
        }
        Pool pool = Pool.fresh(key, service, kernelKeys);
        return new Step(pool, before, before == null ? pool.begin(false) : pool.succeed(before));
    }

    /// Returns the pools of the configuration, then those that drain.
    public List<Pool> pools() {
        List<Pool> pools = new ArrayList<>();
        services.values().forEach(step -> pools.add(step.pool()));
        pools.addAll(draining.values());
        return pools;
    }

    /// Returns the desired state after the transition.
    public DesiredState desired() {
        return DesiredState.of(configuration, keys, pools());
    }
}
