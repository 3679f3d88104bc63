package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Flavor;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Provisioning;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Requests about load balancers.
public final class LoadBalancerRules {

    private LoadBalancerRules() {}

    /// Creates a load balancer, with the listeners and pools of the request.
    public static Change create(RuleContext context, Map<String, @Nullable Object> request) {
        Map<String, @Nullable Object> whole = VipRules.resolved(context, request);
        String project = String.valueOf(whole.get("project_id"));
        whole.put("provider", provider(context, whole));
        if (whole.get("availability_zone") != null) {
            throw ApiFault.validation("Invalid availability zone.");
        }
        Edits.requireQuota(context, project, Kind.LOAD_BALANCER, 1);
        Element created = Edits.created(Kind.LOAD_BALANCER, "", project, context, whole).asRoot();
        Element root = FirewallMarks.given(created, context.marks());
        Tree tree = withParts(Tree.of(List.of(root)), context, whole);
        return new Change(tree, root.id());
    }

    private static String provider(RuleContext context, Map<String, @Nullable Object> request) {
        Object asked = request.get("provider");
        String provider = asked == null ? context.providers().getFirst() : asked.toString();
        Object flavorId = request.get("flavor_id");
        if (flavorId != null) {
            Flavor flavor = context.flavors().get(flavorId.toString());
            if (flavor == null) {
                throw ApiFault.validation("Invalid flavor_id.");
            }
            if (!flavor.enabled()) {
                throw ApiFault.of(
                        400, "The selected flavor is not allowed in this deployment: " + flavorId);
            }
            if (asked != null && !asked.equals(flavor.provider())) {
                throw ApiFault.of(
                        400,
                        "Flavor '"
                                + flavorId
                                + "' is not compatible with provider '"
                                + asked
                                + "'");
            }
            provider = flavor.provider();
        }
        if (!context.providers().contains(provider)) {
            throw ApiFault.of(400, "Provider '" + provider + "' is not enabled.");
        }
        return provider;
    }

    /// Pools first, so that listeners and policies can name them.
    private static Tree withParts(
            Tree tree, RuleContext context, Map<String, @Nullable Object> request) {
        List<Map<String, @Nullable Object>> listeners = Edits.nested(request.get("listeners"));
        Map<String, Map<String, @Nullable Object>> pools = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> pool : Edits.nested(request.get("pools"))) {
            define(pools, pool);
        }
        Set<String> referred = new HashSet<>();
        for (Map<String, @Nullable Object> listener : listeners) {
            collect(pools, referred, listener.get("default_pool"));
            for (Map<String, @Nullable Object> policy : Edits.nested(listener.get("l7policies"))) {
                collect(pools, referred, policy.get("redirect_pool"));
            }
        }
        for (String name : referred) {
            if (!pools.containsKey(name)) {
                throw ApiFault.validation(
                        "Pool '" + name + "' was referenced but no full definition was found.");
            }
        }
        String project = Edits.project(tree);
        Edits.requireQuota(context, project, Kind.POOL, pools.size());
        Edits.requireQuota(context, project, Kind.LISTENER, listeners.size());
        Tree changed = tree;
        Map<String, String> ids = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, @Nullable Object>> each : pools.entrySet()) {
            changed = PoolRules.addWithParts(changed, context, each.getValue());
            ids.put(each.getKey(), changed.all(Kind.POOL).getLast().id());
        }
        for (Map<String, @Nullable Object> each : listeners) {
            changed = withListener(changed, context, each, ids);
        }
        return changed;
    }

    private static void define(
            Map<String, Map<String, @Nullable Object>> pools, Map<String, @Nullable Object> pool) {
        String name = named(pool);
        for (String attribute : List.of("protocol", "lb_algorithm")) {
            if (pool.get(attribute) == null) {
                throw ApiFault.validation(
                        "Pool definition for '"
                                + name
                                + "' missing required attribute: "
                                + attribute);
            }
        }
        if (pools.put(name, pool) != null) {
            throw ApiFault.validation(
                    "Pool names must be unique when creating a fully populated loadbalancer.");
        }
    }

    private static String named(Map<String, @Nullable Object> pool) {
        String name = String.valueOf(pool.get("name"));
        if (name.isEmpty()) {
            throw ApiFault.validation(
                    "Pools must be named when creating a fully populated loadbalancer.");
        }
        return name;
    }

    /// A pool with more than its name is a definition, else a reference.
    private static void collect(
            Map<String, Map<String, @Nullable Object>> pools,
            Set<String> referred,
            @Nullable Object value) {
        if (value == null) {
            return;
        }
        Map<String, @Nullable Object> pool = Edits.object(value);
        if (pool.get("protocol") == null && pool.get("lb_algorithm") == null) {
            referred.add(named(pool));
        } else {
            define(pools, pool);
        }
    }

    private static Tree withListener(
            Tree tree,
            RuleContext context,
            Map<String, @Nullable Object> request,
            Map<String, String> poolIds) {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(request);
        Object pool = request.get("default_pool");
        if (pool != null) {
            whole.put("default_pool_id", poolIds.get(named(Edits.object(pool))));
        }
        List<Map<String, @Nullable Object>> policies = Edits.nested(request.get("l7policies"));
        boolean hasPool = whole.get("default_pool_id") != null;
        if (String.valueOf(request.get("protocol")).equals(ListenerRules.PROMETHEUS)
                && (hasPool || !policies.isEmpty())) {
            throw ListenerRules.noChildren();
        }
        if (hasPool) {
            Element found =
                    Edits.find(tree, Kind.POOL, String.valueOf(whole.get("default_pool_id")));
            Protocols.requireCompatible(
                    String.valueOf(request.get("protocol")), found.text("protocol"));
        }
        Element listener = ListenerRules.add(tree, context, whole);
        Tree changed = tree.with(listener);
        Edits.requireQuota(context, Edits.project(tree), Kind.L7POLICY, policies.size());
        for (Map<String, @Nullable Object> each : policies) {
            Map<String, @Nullable Object> policy = PolicyRules.consistent(each);
            Object redirect = each.get("redirect_pool");
            if (redirect != null) {
                policy.put("redirect_pool_id", poolIds.get(named(Edits.object(redirect))));
            }
            changed = PolicyRules.addWithRules(changed, context, listener, policy);
        }
        return changed;
    }

    /// Changes a load balancer.
    public static Change update(
            Tree tree, RuleContext context, Map<String, @Nullable Object> request) {
        if (request.get("vip_qos_policy_id") != null) {
            throw ApiFault.validation("VIP QoS policy is not allowed in this deployment.");
        }
        requireState(tree);
        return new Change(tree.with(Edits.updated(tree.root(), context, request)), tree.id());
    }

    /// Deletes a load balancer.
    ///
    /// @param cascade with everything on it; else it must have nothing
    public static Change delete(Tree tree, boolean cascade) {
        boolean children = !tree.all(Kind.LISTENER).isEmpty() || !tree.all(Kind.POOL).isEmpty();
        if (children && !cascade) {
            throw ApiFault.validation(
                    "Cannot delete Load Balancer " + tree.id() + " - it has children");
        }
        requireState(tree);
        return new Change(tree.map(each -> each.with(Provisioning.PENDING_DELETE)), tree.id());
    }

    /// Has everything put in place anew.
    public static Change failover(Tree tree) {
        requireState(tree);
        return new Change(tree.with(tree.root().with(Provisioning.PENDING_UPDATE)), tree.id());
    }

    private static void requireState(Tree tree) {
        if (tree.root().provisioning().pending()) {
            throw ApiFault.of(
                    409,
                    "Invalid state "
                            + tree.root().provisioning()
                            + " of loadbalancer resource "
                            + tree.id());
        }
    }

    /// All addresses of a load balancer, the VIP first.
    public static List<String> addresses(Tree tree) {
        List<String> all = new ArrayList<>(List.of(tree.root().text("vip_address")));
        for (Map<String, @Nullable Object> each :
                Edits.nested(tree.root().get("additional_vips"))) {
            all.add(String.valueOf(each.get("ip_address")));
        }
        return all;
    }
}
