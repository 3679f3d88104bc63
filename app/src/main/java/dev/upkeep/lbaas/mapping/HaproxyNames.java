package dev.upkeep.lbaas.mapping;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the frontends and servers of a [HaproxyMapping] are called, whose own names there are ids.
///
/// @param listeners in the order of the configuration
public record HaproxyNames(List<ListenerName> listeners) {

    public HaproxyNames {
        listeners = List.copyOf(listeners);
    }

    /// A frontend.
    ///
    /// @param name the first address that it listens at
    /// @param label the names of the load balancer and the listener
    /// @param servers of all pools that it leads to
    public record ListenerName(
            String frontend, String name, String label, List<ServerName> servers) {
        public ListenerName {
            servers = List.copyOf(servers);
        }
    }

    /// A server in a backend.
    ///
    /// @param label the name of the member, null for none
    public record ServerName(String backend, String server, String name, @Nullable String label) {}

    /// The names of a load balancer.
    ///
    /// @param addresses its VIPs and floating IPs, at least one
    public static HaproxyNames of(Tree tree, List<IpAddress> addresses) {
        return new HaproxyNames(
                tree.all(Kind.LISTENER).stream()
                        .filter(Element::enabled)
                        .map(each -> listener(tree, each, addresses.getFirst()))
                        .toList());
    }

    private static ListenerName listener(Tree tree, Element listener, IpAddress address) {
        return new ListenerName(
                listener.id(),
                new Endpoint(address, (int) listener.number("protocol_port")).toString(),
                Labels.of(tree.root(), listener),
                pools(tree, listener).stream()
                        .flatMap(pool ->
                                tree.members(pool).stream().map(member -> server(pool, member)))
                        .toList());
    }

    private static Set<Element> pools(Tree tree, Element listener) {
        Set<Element> pools = new LinkedHashSet<>();
        add(pools, tree.defaultPool(listener));
        for (Element policy : tree.policies(listener)) {
            add(pools, tree.find(Kind.POOL, policy.get("redirect_pool_id")));
        }
        return pools;
    }

    private static void add(Set<Element> pools, @Nullable Element pool) {
        if (pool != null) {
            pools.add(pool);
        }
    }

    private static ServerName server(Element pool, Element member) {
        return new ServerName(
                pool.id(),
                member.id(),
                new Endpoint(
                                IpAddress.parse(member.text("address")),
                                (int) member.number("protocol_port"))
                        .toString(),
                Labels.of(member));
    }
}
