package dev.upkeep.checkers.table;

import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.nft.FilterPlan;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The desired state of the kernel: the IPVS table, the tables of nftables, and which entries of
/// both are ours to change.
///
/// @param holders which pool each service of the kernel belongs to
/// @param conflicts services that a pool claims and an earlier pool has
public record DesiredState(
        IpvsTable table,
        Ownership owned,
        FilterPlan filter,
        Map<ServiceKey, Pool> holders,
        List<Conflict> conflicts) {

    /// Nothing.
    public static final DesiredState NOTHING =
            new DesiredState(IpvsTable.empty(), Ownership.nothing(), FilterPlan.NOTHING);

    public DesiredState {
        holders = Collections.unmodifiableMap(new HashMap<>(holders));
        conflicts = List.copyOf(conflicts);
    }

    /// Makes a state without pools.
    public DesiredState(IpvsTable table, Ownership owned, FilterPlan filter) {
        this(table, owned, filter, Map.of(), List.of());
    }

    /// A service of the kernel that belongs to another pool already.
    ///
    /// @param pool the one that does not get it
    public record Conflict(ServiceKey service, Pool pool) {}

    /// Returns the state that pools stand for. Where two claim the same service of the kernel, the
    /// first has it.
    ///
    /// @param pools those of the configuration, then those of removed services that drain
    public static DesiredState of(
            BalancerConfiguration configuration, ServiceKeys keys, Collection<Pool> pools) {
        Map<ServiceKey, Pool> holders = new HashMap<>();
        Map<ServiceKey, Entry> entries = new LinkedHashMap<>();
        List<Conflict> conflicts = new ArrayList<>();
        for (Pool pool : pools) {
            for (Entry entry : pool.entries()) {
                ServiceKey key = entry.service().key();
                if (holders.putIfAbsent(key, pool) == null) {
                    entries.put(key, entry);
                } else if (!pool.removed()) {
                    conflicts.add(new Conflict(key, pool));
                }
            }
        }
        FilterPlan filter = FilterPlan.of(configuration, keys);
        Ownership owned =
                Ownership.by(pools)
                        .withTables(filter.tables())
                        .withSyncDaemons(configuration.lvs().syncDaemon() != null);
        return new DesiredState(new IpvsTable(entries), owned, filter, holders, conflicts);
    }
}
