package dev.upkeep.lbaas;

import dev.upkeep.lbaas.model.Flavor;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Networks;
import dev.upkeep.lbaas.model.Subnet;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.Change;
import dev.upkeep.lbaas.rules.ListenerRules;
import dev.upkeep.lbaas.rules.LoadBalancerRules;
import dev.upkeep.lbaas.rules.MemberRules;
import dev.upkeep.lbaas.rules.MonitorRules;
import dev.upkeep.lbaas.rules.PoolRules;
import dev.upkeep.lbaas.rules.RuleContext;
import dev.upkeep.lbaas.schema.Network;
import dev.upkeep.net.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Load balancers for tests, made by the same rules as real ones.
public final class LbaasFixture {

    /// The subnet of the VIPs.
    public static final String SUBNET = "11111111-2222-3333-4444-555555555555";

    private int ids;
    private final RuleContext.Quotas quotas;

    /// Without quotas.
    public LbaasFixture() {
        this(RuleContext.Quotas.NONE);
    }

    /// With quotas.
    public LbaasFixture(RuleContext.Quotas quotas) {
        this.quotas = quotas;
    }

    /// The context of the rules: one subnet, four providers, one flavor, two marks that others
    /// have.
    public RuleContext context() {
        Subnet subnet =
                new Subnet(
                        SUBNET,
                        "web-net",
                        "22222222-2222-3333-4444-555555555555",
                        Network.parse("172.16.100.0/24"),
                        IpAddress.parse("172.16.100.1"),
                        IpAddress.parse("172.16.100.11"),
                        null,
                        null,
                        null);
        Flavor flavor = new Flavor("f1", "direct", true, "ipvs", Map.of("lb_kind", "DR"));
        return new RuleContext(
                "2026-01-01T00:00:00",
                () -> new UUID(0, ++ids).toString(),
                new Networks(List.of(), List.of(subnet), List.of(), false),
                Set.of(),
                Set.of(10_000, 10_002),
                List.of("ipvs", "haproxy", "layered", "noop"),
                Map.of("f1", flavor),
                quotas);
    }

    /// A load balancer at 172.16.100.11, in place.
    public Tree loadBalancer() {
        return loadBalancer(Map.of());
    }

    /// A load balancer with more in its request, in place.
    public Tree loadBalancer(Map<String, Object> more) {
        var request = new LinkedHashMap<String, Object>(more);
        request.putIfAbsent("vip_subnet_id", SUBNET);
        request.putIfAbsent("project_id", "p1");
        return LoadBalancerRules.create(
                        context(), Kind.LOAD_BALANCER.schema().create("load_balancer", request))
                .tree()
                .settled("2026-01-01T00:00:01");
    }

    /// With a listener added.
    public Change listener(Tree tree, Map<String, ?> request) {
        var whole = new LinkedHashMap<String, Object>(request);
        whole.put("loadbalancer_id", tree.id());
        return ListenerRules.create(
                tree, context(), Kind.LISTENER.schema().create("listener_.listener", whole));
    }

    /// With a pool added.
    public Change pool(Tree tree, Map<String, ?> request) {
        var whole = new LinkedHashMap<String, Object>(request);
        if (!request.containsKey("listener_id")) {
            whole.put("loadbalancer_id", tree.id());
        }
        return PoolRules.create(tree, context(), Kind.POOL.schema().create("pool_.pool", whole));
    }

    /// With a member added.
    public Change member(Tree tree, String pool, Map<String, ?> request) {
        return MemberRules.create(
                tree, context(), pool, Kind.MEMBER.schema().create("member_.member", request));
    }

    /// With a monitor added.
    public Change monitor(Tree tree, String pool, Map<String, ?> request) {
        var whole = new LinkedHashMap<String, Object>(request);
        whole.put("pool_id", pool);
        return MonitorRules.create(
                tree,
                context(),
                Kind.HEALTH_MONITOR.schema().create("health_monitor_.healthmonitor", whole));
    }

    /// A load balancer with a TCP listener on port 80, a pool and two members, in place.
    public Tree web() {
        Tree tree = loadBalancer();
        Change listener =
                listener(tree, Map.of("protocol", "TCP", "protocol_port", 80, "name", "l1"));
        Change pool =
                pool(
                        listener.tree().settled("2026-01-01T00:00:01"),
                        Map.of(
                                "listener_id",
                                listener.subject(),
                                "protocol",
                                "TCP",
                                "lb_algorithm",
                                "ROUND_ROBIN",
                                "name",
                                "web"));
        tree = pool.tree().settled("2026-01-01T00:00:01");
        tree =
                member(tree, pool.subject(), member("172.16.100.9", "web1"))
                        .tree()
                        .settled("2026-01-01T00:00:01");
        return member(tree, pool.subject(), member("172.16.100.10", "web2"))
                .tree()
                .settled("2026-01-01T00:00:01");
    }

    private static Map<String, Object> member(String address, String name) {
        return Map.of("address", address, "protocol_port", 80, "name", name);
    }

    /// The only object of a kind.
    public static String only(Tree tree, Kind kind) {
        return tree.all(kind).getFirst().id();
    }
}
