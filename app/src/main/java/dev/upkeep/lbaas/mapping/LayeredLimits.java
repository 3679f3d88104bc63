package dev.upkeep.lbaas.mapping;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.FirewallMarks;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.List;
import java.util.stream.Stream;

/// Limits of load balancers in two layers: those of HAProxy, and what several of them cannot do
/// together. A request beyond them is refused with 501 before anything is changed.
public final class LayeredLimits {

    private LayeredLimits() {}

    /// Refuses a load balancer that cannot be mapped.
    ///
    /// @param addresses its VIPs and floating IPs
    /// @param certificates directory that certificates must lie in
    /// @throws ApiFault 501
    public static void require(
            Tree tree, List<IpAddress> addresses, Layers layers, String certificates) {
        new HaproxyLimits(FirewallMarks.PROVIDER).require(tree, certificates);
        for (Element listener : tree.all(Kind.LISTENER)) {
            refuse(listener.number("connection_limit") != -1, "connection_limit");
        }
        Family family = addresses.getFirst().family();
        refuse(
                addresses.stream().anyMatch(each -> each.family() != family),
                "addresses of both IP versions on one load balancer");
        Stream<IpAddress> nodes =
                layers.self() == null
                        ? layers.nodes().stream().map(Layers.Node::address)
                        : Stream.of(layers.self());
        refuse(
                nodes.noneMatch(each -> each.family() == family),
                "a VIP of another IP version than the nodes");
    }

    private static void refuse(boolean when, String option) {
        if (when) {
            throw ApiFault.unsupported(FirewallMarks.PROVIDER, option);
        }
    }
}
