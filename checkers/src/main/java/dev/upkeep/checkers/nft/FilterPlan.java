package dev.upkeep.checkers.nft;

import dev.upkeep.netlink.nft.NftTable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// The nftables state that a configuration asks for.
///
/// @param groupTables the tables of `nftables_ipvs`, which do not depend on health
/// @param fullNat `lb_kind FNAT`, whose tables follow the destinations
public record FilterPlan(Map<NftTable.Id, NftTable> groupTables, FullNat fullNat) {

    /// Nothing.
    public static final FilterPlan NOTHING = new FilterPlan(Map.of(), new FullNat(false, Map.of()));

    public FilterPlan {
        groupTables = Collections.unmodifiableMap(new LinkedHashMap<>(groupTables));
    }

    /// Plans the tables of a configuration.
    public static FilterPlan of(BalancerConfiguration configuration, ServiceKeys keys) {
        return new FilterPlan(GroupTables.of(configuration, keys), FullNat.of(configuration, keys));
    }

    /// Returns the identities of the tables that it needs.
    public Set<NftTable.Id> tables() {
        Set<NftTable.Id> ids = new LinkedHashSet<>(groupTables.keySet());
        ids.addAll(fullNat.tables(Map.of()).keySet());
        return ids;
    }
}
