package dev.upkeep.checkers.machine;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What starting or reloading with a configuration would change in the kernel's table.
///
/// A reload carries on what the checks know, which only the daemon knows. It is inferred from the
/// table: a checked server that the last run owned, and whose service is there without it (or with
/// weight 0 where it is to be kept so), is down; the weight of one that a program sets is the one
/// in the table.
public final class TablePlan {

    private TablePlan() {}

    /// The requests, in order.
    ///
    /// @param before what the last run owned
    public static List<IpvsRequest> of(BalancerConfiguration next, IpvsTable kernel, Owned before) {
        ServiceKeys keys = ServiceKeys.of(next, GeneratedMarks.NONE);
        Map<PoolKey, Pool> pools = DesiredTable.pools(next, keys);
        for (Pool pool : pools.values()) {
            pool.begin(false);
            List<RealServer> servers = pool.service().realServers();
            for (int i = 0; i < servers.size(); i++) {
                infer(pool, i, servers.get(i), kernel, before);
            }
        }
        Owned owned = Owned.by(pools.values()).and(before);
        return TableDiff.between(kernel, DesiredTable.of(pools.values()), owned);
    }

    private static void infer(
            Pool pool, int index, RealServer server, IpvsTable kernel, Owned before) {
        for (ServiceKey key : pool.kernelKeys()) {
            Entry entry = kernel.services().get(key);
            var endpoint = Destinations.endpoint(server.endpoint(), server.forwarding(), key);
            if (entry != null && before.has(key, endpoint)) {
                infer(pool, index, server, entry.destinations().get(endpoint));
                return;
            }
        }
    }

    private static void infer(
            Pool pool, int index, RealServer server, @Nullable Destination present) {
        boolean up =
                present != null
                        && !(server.inhibitOnFailure()
                                && present.weight() == 0
                                && server.weight() > 0);
        for (int check = 0; check < server.checkers().size(); check++) {
            Checker checker = server.checkers().get(check);
            boolean dynamic = checker instanceof Checker.Misc misc && misc.dynamic();
            Integer weight = up && dynamic && present != null ? present.weight() : null;
            pool.check(index, check, new CheckState(up, true, 0, 0, false, weight));
        }
    }
}
