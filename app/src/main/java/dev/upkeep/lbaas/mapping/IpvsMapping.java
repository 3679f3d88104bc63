package dev.upkeep.lbaas.mapping;

import dev.upkeep.config.model.ConnectionLimits;
import dev.upkeep.config.model.Persistence;
import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.Quorum;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.Scheduling;
import dev.upkeep.config.model.ServerNotify;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.ServicePolicy;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VirtualServerGroup.Member.AddressRange;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Flavor;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.Protocols;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A load balancer as virtual server groups and virtual servers: one of each for a listener, whose
/// group holds the VIPs and the floating IPs.
public final class IpvsMapping {

    /// The configuration of one load balancer.
    ///
    /// @param addresses that are there whatever the state of the VRRP instances is
    public record Services(
            List<VirtualAddress> addresses,
            List<VirtualServerGroup> groups,
            List<VirtualServer> servers) {
        public Services {
            addresses = List.copyOf(addresses);
            groups = List.copyOf(groups);
            servers = List.copyOf(servers);
        }
    }

    private static final String PREFIX = "lbaas-";

    private final Tree tree;
    private final IpvsFlavor flavor;
    private final List<IpAddress> addresses;

    private IpvsMapping(Tree tree, Flavor flavor, List<IpAddress> addresses) {
        this.tree = tree;
        this.flavor = IpvsFlavor.of(flavor);
        this.addresses = List.copyOf(addresses);
    }

    /// Maps a load balancer that [IpvsLimits] let pass.
    ///
    /// @param addresses its VIPs and floating IPs
    public static Services of(Tree tree, Flavor flavor, List<IpAddress> addresses) {
        return new IpvsMapping(tree, flavor, addresses).services();
    }

    /// The name of a listener's group, which identifies its virtual server.
    public static String groupName(Element listener) {
        return PREFIX + listener.id();
    }

    private Services services() {
        List<VirtualServerGroup> groups = new ArrayList<>();
        List<VirtualServer> servers = new ArrayList<>();
        for (Element listener : tree.all(Kind.LISTENER)) {
            Element pool = tree.defaultPool(listener);
            if (tree.root().enabled() && listener.enabled() && pool != null && pool.enabled()) {
                List<Element> members =
                        tree.members(pool).stream().filter(Element::enabled).toList();
                if (!members.isEmpty()) {
                    groups.add(group(listener));
                    servers.add(server(listener, pool, members));
                }
            }
        }
        return new Services(List.of(), groups, servers);
    }

    private VirtualServerGroup group(Element listener) {
        int port = (int) listener.number("protocol_port");
        List<VirtualServerGroup.Member> ranges = new ArrayList<>();
        addresses.forEach(each -> ranges.add(new AddressRange(each, each, port)));
        return new VirtualServerGroup(groupName(listener), ranges);
    }

    private VirtualServer server(Element listener, Element pool, List<Element> members) {
        Family family = addresses.getFirst().family();
        Element backup = members.stream().filter(e -> e.flag("backup")).findFirst().orElse(null);
        List<Element> serving =
                backup == null || members.size() == 1
                        ? members
                        : members.stream().filter(each -> !each.equals(backup)).toList();
        List<RealServer> real = serving.stream().map(each -> realServer(pool, each)).toList();
        long weight = real.stream().mapToLong(RealServer::weight).sum();
        SorryServer sorry =
                backup == null || members.size() == 1
                        ? null
                        : new SorryServer(endpoint(backup), flavor.forwarding(), false);
        return new VirtualServer(
                new ServiceAddress.Group(groupName(listener)),
                family,
                Protocol.valueOf(Protocols.transport(listener.text("protocol"))),
                scheduling(pool.text("lb_algorithm")),
                persistence(pool, family),
                flavor.forwarding(),
                new Quorum(Math.min(1, weight), 0, null, null),
                sorry,
                new ServicePolicy(false, false, false, false, false, flavor.drain()),
                null,
                Labels.of(tree.root(), listener),
                real);
    }

    private static Scheduling scheduling(String algorithm) {
        return switch (algorithm) {
            case "LEAST_CONNECTIONS" -> new Scheduling("wlc", 0, false, false);
            case "SOURCE_IP" -> new Scheduling("mh", 1, false, false); // mh-fallback
            case "SOURCE_IP_PORT" -> new Scheduling("mh", 3, false, false); // and mh-port
            default -> new Scheduling("wrr", 0, false, false);
        };
    }

    private @Nullable Persistence persistence(Element pool, Family family) {
        Map<?, ?> persistence = pool.map("session_persistence");
        if (persistence.get("type") == null) {
            return null;
        }
        Duration time =
                persistence.get("persistence_timeout") instanceof Number seconds
                        ? Duration.ofSeconds(seconds.longValue())
                        : flavor.persistence();
        Object mask = persistence.get("persistence_granularity");
        int whole = family == Family.INET ? 32 : 128;
        return new Persistence(
                time, mask == null ? whole : bits(IpAddress.parse(mask.toString())), null);
    }

    private static int bits(IpAddress mask) {
        int bits = 0;
        for (byte each : mask.bytes()) {
            bits += Integer.bitCount(each & 0xff);
        }
        return Math.max(1, bits);
    }

    private RealServer realServer(Element pool, Element member) {
        Element monitor = tree.monitor(pool);
        return new RealServer(
                endpoint(member),
                (int) member.number("weight"),
                flavor.forwarding(),
                ConnectionLimits.NONE,
                false,
                false,
                ServerNotify.NONE,
                null,
                Labels.of(member),
                monitor == null || !monitor.enabled()
                        ? List.of()
                        : List.of(MonitorMapping.checker(monitor, member)));
    }

    static Endpoint endpoint(Element member) {
        return new Endpoint(
                IpAddress.parse(member.text("address")), (int) member.number("protocol_port"));
    }
}
