package dev.upkeep.vrrp.resource;

import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEntry;
import dev.upkeep.netlink.route.RuleEntry;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Resources that the kernel has: addresses as the view of the network shows them, routes and rules
/// as the last dump did. Belongs to one thread.
public final class PresentResources {

    private final NetworkView network;

    /// Routes and rules that a dump showed; notifications do not change it.
    private final Set<Resource.Key> routing = new HashSet<>();

    public PresentResources(NetworkView network) {
        this.network = network;
    }

    /// Takes the resources from dumps of the kernel.
    public static PresentResources of(
            List<Link> links,
            List<InterfaceAddress> addresses,
            Collection<RouteEntry> routes,
            Collection<RuleEntry> rules) {
        NetworkView network = new NetworkView();
        network.reset(links, addresses);
        PresentResources present = new PresentResources(network);
        present.routing(routes, rules);
        return present;
    }

    /// Links and addresses.
    public NetworkView network() {
        return network;
    }

    /// Takes note of the routes and rules in the kernel.
    public void routing(Collection<RouteEntry> routes, Collection<RuleEntry> rules) {
        routing.clear();
        for (RouteEntry route : routes) {
            route.paths().forEach(path -> routing.add(Resource.Key.OfRoute.of(path)));
        }
        rules.forEach(rule -> routing.add(new Resource.Key.OfRule(rule)));
    }

    /// Returns whether the kernel has a resource.
    public boolean has(Resource resource) {
        return switch (resource) {
            case Resource.Address(InterfaceAddress address, _) -> network.has(address);
            case Resource.Route _, Resource.Rule _ -> routing.contains(resource.key());
            case Resource.Filter _ -> false; // a run begins with an empty filter
        };
    }
}
