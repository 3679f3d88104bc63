package dev.upkeep.checkers.table;

import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The table of a whole configuration.
public final class DesiredTable {

    private DesiredTable() {}

    /// Pools without history for every service of a configuration, in order; services that repeat
    /// an earlier one are left out.
    public static Map<PoolKey, Pool> pools(BalancerConfiguration configuration, ServiceKeys keys) {
        return pools(PoolKey.index(configuration.services()), keys);
    }

    /// Pools without history for services by identity.
    public static Map<PoolKey, Pool> pools(Map<PoolKey, VirtualServer> services, ServiceKeys keys) {
        Map<PoolKey, Pool> pools = new LinkedHashMap<>();
        services.forEach(
                (key, service) -> pools.put(key, Pool.fresh(key, service, keys.of(key, service))));
        return pools;
    }

    /// The entries of all pools. Where two stand for the same service of the kernel, the first has
    /// it.
    public static IpvsTable of(Collection<Pool> pools) {
        Map<ServiceKey, Entry> entries = new LinkedHashMap<>();
        for (Pool pool : pools) {
            for (Entry entry : pool.entries()) {
                entries.putIfAbsent(entry.service().key(), entry);
            }
        }
        return new IpvsTable(entries);
    }
}
