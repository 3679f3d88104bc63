package dev.upkeep.lbaas.mapping;

import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.ConnectionLimits;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.Quorum;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.Scheduling;
import dev.upkeep.config.model.ServerNotify;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.ServicePolicy;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.FirewallMarks;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A load balancer in two layers: on directors a virtual server on its firewall mark, whose real
/// servers are the HAProxy nodes, by direct routing; on nodes its addresses on the loopback
/// interface, so that they take what directors pass on.
public final class LayeredMapping {

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(2);
    private static final Duration BEFORE_RETRY = Duration.ofSeconds(1);
    private static final CheckTiming TIMING =
            new CheckTiming(1, BEFORE_RETRY, BETWEEN_CHECKS, BETWEEN_CHECKS, false, false);

    /// Persistence that a node keeps in its own memory, so that a client must stay with the node.
    private static final Set<String> REMEMBERED = Set.of("SOURCE_IP", "APP_COOKIE");

    private LayeredMapping() {}

    /// The part of this machine's configuration for a load balancer that [LayeredLimits] let pass;
    /// empty while it has no listener that is on.
    ///
    /// @param addresses its VIPs and floating IPs
    public static IpvsMapping.Services of(Tree tree, List<IpAddress> addresses, Layers layers) {
        if (!serves(tree)) {
            return new IpvsMapping.Services(List.of(), List.of(), List.of());
        }
        List<VirtualAddress> own =
                layers.self() == null
                        ? List.of()
                        : addresses.stream().map(LayeredMapping::quiet).toList();
        List<VirtualServer> servers =
                layers.director()
                        ? List.of(server(tree, addresses.getFirst().family(), layers))
                        : List.of();
        return new IpvsMapping.Services(own, List.of(), servers);
    }

    /// Returns whether a load balancer has a listener that is on.
    static boolean serves(Tree tree) {
        return tree.root().enabled() && tree.all(Kind.LISTENER).stream().anyMatch(Element::enabled);
    }

    /// The firewall mark of a load balancer that has one.
    static int mark(Tree tree) {
        return Objects.requireNonNull(FirewallMarks.of(tree.root()));
    }

    /// Where this node's HAProxy says that it serves a load balancer; null on a machine that is no
    /// node.
    public static @Nullable Endpoint check(Tree tree, Layers layers) {
        return layers.self() == null ? null : new Endpoint(layers.self(), mark(tree));
    }

    private static VirtualAddress quiet(IpAddress address) {
        return new VirtualAddress(
                address,
                address.family() == Family.INET ? 32 : 128,
                null,
                "lo",
                0,
                null,
                null,
                null,
                Set.of(),
                null);
    }

    private static VirtualServer server(Tree tree, Family family, Layers layers) {
        List<RealServer> nodes =
                layers.nodes().stream()
                        .filter(each -> each.address().family() == family)
                        .map(each -> node(each, mark(tree)))
                        .toList();
        long weight = nodes.stream().mapToLong(RealServer::weight).sum();
        return new VirtualServer(
                new ServiceAddress.FirewallMark(mark(tree)),
                family,
                Protocol.TCP,
                scheduling(tree),
                null,
                new Forwarding.DirectRouting(),
                new Quorum(Math.min(1, weight), 0, null, null),
                null,
                new ServicePolicy(false, false, false, false, false, Duration.ZERO),
                null,
                Labels.of(tree.root()),
                nodes);
    }

    private static Scheduling scheduling(Tree tree) {
        boolean remembered =
                tree.all(Kind.POOL).stream()
                        .map(each -> each.map("session_persistence").get("type"))
                        .anyMatch(each -> each != null && REMEMBERED.contains(each.toString()));
        return remembered
                ? new Scheduling("mh", 1, false, false) // mh-fallback
                : new Scheduling("wrr", 0, false, false);
    }

    private static RealServer node(Layers.Node node, int port) {
        return new RealServer(
                new Endpoint(node.address(), 0),
                node.weight(),
                new Forwarding.DirectRouting(),
                ConnectionLimits.NONE,
                false,
                false,
                ServerNotify.NONE,
                null,
                null,
                List.of(
                        new Checker.Tcp(
                                new CheckConnection(
                                        new Endpoint(node.address(), port),
                                        null,
                                        0,
                                        null,
                                        BETWEEN_CHECKS,
                                        0),
                                TIMING)));
    }
}
