package dev.upkeep.checkers.machine;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What starting or reloading with a configuration would change in the kernel's table.
public final class TablePlan {

    private TablePlan() {}

    /// The requests of a start, in order. It knows nothing of any server: each is up that does not
    /// begin down (`alpha`).
    ///
    /// @param before what a run that was not ended properly owned
    public static List<IpvsRequest> ofStart(
            BalancerConfiguration next, IpvsTable kernel, Owned before) {
        Collection<Pool> pools = pools(next);
        List<IpvsRequest> requests = new ArrayList<>();
        boolean flush = next.lvs().flush() && !kernel.services().isEmpty();
        if (flush) {
            requests.add(new IpvsRequest.Flush());
        }
        requests.addAll(difference(pools, flush ? IpvsTable.empty() : kernel, before));
        return requests;
    }

    /// The requests of a reload, in order.
    ///
    /// A reload carries on what the checks know, which only the daemon knows. It is inferred from
    /// the table: a checked server that the daemon owns, and whose service is there without it (or
    /// with weight 0 where it is to be kept so), is down; the weight of one that a program sets is
    /// the one in the table. A server that `drain_timeout` keeps for a while is shown as deleted.
    ///
    /// @param before what the running daemon owns
    public static List<IpvsRequest> ofReload(
            BalancerConfiguration next, IpvsTable kernel, Owned before) {
        Collection<Pool> pools = pools(next);
        for (Pool pool : pools) {
            List<RealServer> servers = pool.service().realServers();
            for (int i = 0; i < servers.size(); i++) {
                infer(pool, i, servers.get(i), kernel, before);
            }
        }
        return difference(pools, kernel, before);
    }

    private static Collection<Pool> pools(BalancerConfiguration next) {
        Collection<Pool> pools =
                DesiredTable.pools(next, ServiceKeys.of(next, GeneratedMarks.NONE)).values();
        pools.forEach(pool -> pool.begin(false));
        return pools;
    }

    private static List<IpvsRequest> difference(
            Collection<Pool> pools, IpvsTable kernel, Owned before) {
        return TableDiff.between(kernel, DesiredTable.of(pools), Owned.by(pools).and(before));
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
