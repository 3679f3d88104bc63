package dev.upkeep.checkers.plan;

import dev.upkeep.checkers.nft.FilterDiff;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.checkers.table.TableDiff;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.nft.NftRequest;
import dev.upkeep.netlink.nft.NftTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The requests that lead from an actual to a desired state. The difference of the tables is
/// [TableDiff], that of nftables [FilterDiff]: the same functions that a start, a reload and a
/// repair send.
///
/// @param requests to the load balancer, in order
/// @param filterRequests to nftables, table by table: those that add are sent before the load
///   balancer changes, those that delete after it
public record TablePlan(List<IpvsRequest> requests, List<NftRequest> filterRequests) {

    public TablePlan {
        requests = List.copyOf(requests);
        filterRequests = List.copyOf(filterRequests);
    }

    /// The actual state.
    ///
    /// @param filter those of [#filterTables] that exist
    public record Kernel(IpvsTable table, Map<NftTable.Id, NftTable> filter) {
        public Kernel {
            filter = Map.copyOf(filter);
        }
    }

    /// Returns the tables of nftables that have to be read for a plan.
    ///
    /// @param before what the daemon, or an earlier run that was not stopped, owns
    public static Set<NftTable.Id> filterTables(DesiredState desired, Ownership before) {
        Set<NftTable.Id> ids = new LinkedHashSet<>(desired.filter().tables());
        ids.addAll(before.tables());
        return ids;
    }

    /// Compares the desired state with the actual one.
    ///
    /// @param before what the daemon, or an earlier run that was not stopped, owns
    /// @param flush `lvs_flush`: the table is emptied first
    public static TablePlan of(
            DesiredState desired, Kernel actual, Ownership before, boolean flush) {
        List<IpvsRequest> requests = new ArrayList<>();
        boolean empties = flush && !actual.table().services().isEmpty();
        if (empties) {
            requests.add(new IpvsRequest.Flush());
        }
        IpvsTable table = empties ? IpvsTable.empty() : actual.table();
        requests.addAll(TableDiff.between(table, desired.table(), desired.owned().and(before)));
        return new TablePlan(requests, filterRequests(desired, actual, before));
    }

    private static List<NftRequest> filterRequests(
            DesiredState desired, Kernel actual, Ownership before) {
        Map<NftTable.Id, NftTable> tables = new LinkedHashMap<>(desired.filter().groupTables());
        tables.putAll(desired.filter().fullNat().tables(desired.table().services()));
        List<NftRequest> requests = new ArrayList<>();
        for (NftTable.Id id : filterTables(desired, before)) {
            requests.addAll(FilterDiff.between(actual.filter().get(id), tables.get(id)));
        }
        return requests;
    }
}
