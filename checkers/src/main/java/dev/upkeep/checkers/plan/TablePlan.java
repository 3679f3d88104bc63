package dev.upkeep.checkers.plan;

import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.nft.FilterDiff;
import dev.upkeep.checkers.nft.FilterPlan;
import dev.upkeep.checkers.nft.GeneratedMarks;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.Destinations;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.checkers.table.DesiredTable;
import dev.upkeep.checkers.table.TableDiff;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.nft.NftRequest;
import dev.upkeep.netlink.nft.NftTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What starting or reloading with a configuration would change in the kernel.
///
/// @param requests to the load balancer, in order
/// @param filterRequests to nftables, table by table: those that add are sent before the load
///   balancer changes, those that delete after it
public record TablePlan(List<IpvsRequest> requests, List<NftRequest> filterRequests) {

    public TablePlan {
        requests = List.copyOf(requests);
        filterRequests = List.copyOf(filterRequests);
    }

    /// What the kernel has.
    ///
    /// @param filter those of [#filterTables] that there are
    public record Kernel(IpvsTable table, Map<NftTable.Id, NftTable> filter) {
        public Kernel {
            filter = Map.copyOf(filter);
        }
    }

    /// What the operator asked for.
    public interface Wishes {
        /// Nothing.
        Wishes NONE = (_, _) -> AdminState.ENABLED;

        /// What is wished of a server of a pool.
        AdminState of(Pool pool, RealServer server);
    }

    /// The tables of nftables that a configuration wants and those that are there for another one.
    public static Set<NftTable.Id> filterTables(BalancerConfiguration next, Ownership before) {
        ServiceKeys keys = ServiceKeys.of(next, GeneratedMarks.NONE);
        Set<NftTable.Id> ids = new LinkedHashSet<>(FilterPlan.of(next, keys).tables());
        ids.addAll(before.tables());
        return ids;
    }

    /// Whether some service needs source translation (`lb_kind FNAT`).
    public static boolean translates(BalancerConfiguration next) {
        ServiceKeys keys = ServiceKeys.of(next, GeneratedMarks.NONE);
        return !FilterPlan.of(next, keys).fullNat().destinations().isEmpty();
    }

    /// The plan of a start. It knows nothing of any server: each is up that does not begin down
    /// (`alpha`).
    ///
    /// @param before what a run that was not ended properly owned
    /// @param wishes what is remembered from runs before
    public static TablePlan ofStart(
            BalancerConfiguration next, Kernel kernel, Ownership before, Wishes wishes) {
        ServiceKeys keys = ServiceKeys.of(next, GeneratedMarks.NONE);
        Collection<Pool> pools = pools(next, keys);
        for (Pool pool : pools) {
            List<RealServer> servers = pool.service().realServers();
            for (int i = 0; i < servers.size(); i++) {
                pool.administrative(i, wishes.of(pool, servers.get(i)));
            }
        }
        List<IpvsRequest> requests = new ArrayList<>();
        boolean flush = next.lvs().flush() && !kernel.table().services().isEmpty();
        if (flush) {
            requests.add(new IpvsRequest.Flush());
        }
        IpvsTable desired = DesiredTable.of(pools);
        requests.addAll(
                TableDiff.between(
                        flush ? IpvsTable.empty() : kernel.table(),
                        desired,
                        Ownership.by(pools).and(before)));
        return new TablePlan(requests, filter(next, keys, desired, kernel, before));
    }

    /// The plan of a reload.
    ///
    /// A reload carries on what the checks know, which only the daemon knows. It is inferred from
    /// the table: a checked server that the daemon owns, and whose service is there without it (or
    /// with weight 0 where it is to be kept so), is down; the weight of one that a program sets is
    /// the one in the table.
    ///
    /// @param before what the running daemon owns
    /// @param wishes what a reload carries on too
    public static TablePlan ofReload(
            BalancerConfiguration next, Kernel kernel, Ownership before, Wishes wishes) {
        ServiceKeys keys = ServiceKeys.of(next, GeneratedMarks.seen(next, kernel.filter()));
        Collection<Pool> pools = pools(next, keys);
        for (Pool pool : pools) {
            List<RealServer> servers = pool.service().realServers();
            for (int i = 0; i < servers.size(); i++) {
                infer(pool, i, servers.get(i), kernel.table(), before);
                apply(wishes.of(pool, servers.get(i)), pool, i, kernel.table());
            }
        }
        IpvsTable desired = withDraining(pools, kernel.table(), before);
        return new TablePlan(
                TableDiff.between(kernel.table(), desired, Ownership.by(pools).and(before)),
                filter(next, keys, desired, kernel, before));
    }

    private static Collection<Pool> pools(BalancerConfiguration next, ServiceKeys keys) {
        Collection<Pool> pools = DesiredTable.pools(next, keys).values();
        pools.forEach(pool -> pool.begin(false));
        return pools;
    }

    private static List<NftRequest> filter(
            BalancerConfiguration next,
            ServiceKeys keys,
            IpvsTable desired,
            Kernel kernel,
            Ownership before) {
        FilterPlan plan = FilterPlan.of(next, keys);
        Map<NftTable.Id, NftTable> wanted = new LinkedHashMap<>(plan.groupTables());
        wanted.putAll(plan.fullNat().tables(desired.services()));
        Set<NftTable.Id> ids = new LinkedHashSet<>(wanted.keySet());
        ids.addAll(before.tables());
        List<NftRequest> requests = new ArrayList<>();
        for (NftTable.Id id : ids) {
            requests.addAll(FilterDiff.between(kernel.filter().get(id), wanted.get(id)));
        }
        return requests;
    }

    /// The desired table, with the servers that `drain_timeout` keeps at weight 0 for a while: the
    /// daemon's own ones that their service has and no longer names, or whose service is no longer
    /// wanted. One that has no weight any more is taken for one that drains already.
    private static IpvsTable withDraining(
            Collection<Pool> pools, IpvsTable kernel, Ownership before) {
        Map<ServiceKey, Entry> entries = new LinkedHashMap<>(DesiredTable.of(pools).services());
        Set<ServiceKey> seen = new LinkedHashSet<>();
        for (Pool pool : pools) {
            boolean drains = !pool.service().policy().drainTimeout().isZero();
            pool.names()
                    .forEach((key, named) -> {
                        Entry have = kernel.services().get(key);
                        if (seen.add(key) && drains && have != null) {
                            entries.computeIfPresent(
                                    key, (_, want) -> withDraining(want, have, named, before));
                        }
                    });
        }
        for (ServiceKey key : before.drains()) {
            Entry have = kernel.services().get(key);
            if (have != null && !entries.containsKey(key)) {
                Entry rest =
                        withDraining(new Entry(have.service(), Map.of()), have, Set.of(), before);
                if (!rest.destinations().isEmpty()) {
                    entries.put(key, rest);
                }
            }
        }
        return new IpvsTable(entries);
    }

    private static Entry withDraining(
            Entry want, Entry have, Set<Endpoint> named, Ownership before) {
        Map<Endpoint, Destination> destinations = new LinkedHashMap<>(want.destinations());
        for (Destination present : have.destinations().values()) {
            Endpoint server = present.endpoint();
            if (!named.contains(server) && before.has(want.service().key(), server)) {
                destinations.putIfAbsent(
                        server,
                        new Destination(
                                server,
                                present.method(),
                                0,
                                present.upperThreshold(),
                                present.lowerThreshold(),
                                present.tunnel()));
            }
        }
        return new Entry(want.service(), destinations);
    }

    /// A server that is disabled, and that the table has no more, has ended its connections.
    private static void apply(AdminState wish, Pool pool, int index, IpvsTable kernel) {
        pool.administrative(index, wish);
        RealServer server = pool.service().realServers().get(index);
        boolean gone =
                pool.kernelKeys().stream()
                        .noneMatch(key -> {
                            Entry entry = kernel.services().get(key);
                            return entry != null
                                    && entry.destinations()
                                            .containsKey(
                                                    Destinations.endpoint(
                                                            server.endpoint(),
                                                            server.forwarding(),
                                                            key));
                        });
        if (gone) {
            pool.endDrain(server.endpoint());
        }
    }

    private static void infer(
            Pool pool, int index, RealServer server, IpvsTable kernel, Ownership before) {
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
