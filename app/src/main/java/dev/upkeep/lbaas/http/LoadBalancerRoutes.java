package dev.upkeep.lbaas.http;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.LoadBalancerRules;
import dev.upkeep.lbaas.rules.MemberRules;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.service.LoadBalancers;
import dev.upkeep.lbaas.service.Traffic;
import dev.upkeep.lbaas.view.Views;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Requests about load balancers and everything on them.
final class LoadBalancerRoutes implements Routes {

    private final LoadBalancers service;
    private final ElementRoutes loadBalancers;
    private final ElementRoutes listeners;
    private final ElementRoutes pools;
    private final ElementRoutes monitors;
    private final ElementRoutes policies;

    LoadBalancerRoutes(LoadBalancers service) {
        this.service = service;
        loadBalancers = of(Kind.LOAD_BALANCER, "load_balancer", KindActions.loadBalancers());
        listeners = of(Kind.LISTENER, "listener_", KindActions.listeners());
        pools = of(Kind.POOL, "pool_", KindActions.pools());
        monitors = of(Kind.HEALTH_MONITOR, "health_monitor_", KindActions.monitors());
        policies = of(Kind.L7POLICY, "l7policy_", KindActions.policies());
    }

    private ElementRoutes of(Kind kind, String argument, ElementRoutes.Actions actions) {
        return new ElementRoutes(service, kind, argument, actions);
    }

    /// True for the first parts of paths that this answers.
    static boolean serves(String first) {
        return Set.of("loadbalancers", "listeners", "pools", "healthmonitors", "l7policies")
                .contains(first);
    }

    @Override
    public Response answer(Request request) throws InterruptedException {
        String id = request.part(1);
        String below = request.part(2);
        return switch (request.part(0)) {
            case "loadbalancers" ->
                    below.isEmpty()
                            ? loadBalancers.answer(request, id, null)
                            : ofLoadBalancer(request, id, below);
            case "listeners" ->
                    below.isEmpty()
                            ? listeners.answer(request, id, null)
                            : ofListener(request, id, below);
            case "pools" ->
                    below.isEmpty() ? pools.answer(request, id, null) : members(request, id, below);
            case "healthmonitors" -> monitors.answer(request, id, null);
            case "l7policies" ->
                    below.isEmpty()
                            ? policies.answer(request, id, null)
                            : rules(request, id, below);
            default -> throw Response.notFound();
        };
    }

    private Tree owned(Request request, Kind kind, String id) {
        Tree tree = service.owner(kind, id);
        request.caller().requireProject(tree.root().get("project_id"));
        return tree;
    }

    private Response ofLoadBalancer(Request request, String id, String below) {
        Tree tree = owned(request, Kind.LOAD_BALANCER, id);
        return switch (request.method() + " " + below) {
            case "GET status", "GET statuses" ->
                    Response.of(
                            200,
                            "statuses",
                            Map.of("loadbalancer", new Views(tree, service.status(tree)).states()));
            case "GET stats" -> stats(service.traffic(tree, null));
            case "PUT failover" -> {
                var _ =
                        service.change(
                                Kind.LOAD_BALANCER,
                                id,
                                (present, _) -> LoadBalancerRules.failover(present));
                yield Response.empty(202);
            }
            default -> throw Response.notFound();
        };
    }

    private Response ofListener(Request request, String id, String below) {
        Tree tree = owned(request, Kind.LISTENER, id);
        Element listener = tree.find(Kind.LISTENER, id);
        if (!request.method().equals("GET") || !below.equals("stats") || listener == null) {
            throw Response.notFound();
        }
        return stats(service.traffic(tree, listener));
    }

    private static Response stats(Traffic traffic) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("active_connections", traffic.activeConnections());
        shown.put("bytes_in", traffic.bytesIn());
        shown.put("bytes_out", traffic.bytesOut());
        shown.put("request_errors", traffic.requestErrors());
        shown.put("total_connections", traffic.totalConnections());
        return Response.of(200, "stats", shown);
    }

    private Response members(Request request, String pool, String below)
            throws InterruptedException {
        if (!below.equals("members")) {
            throw Response.notFound();
        }
        owned(request, Kind.POOL, pool);
        String id = request.part(3);
        if (request.method().equals("PUT") && id.isEmpty()) {
            return batch(request, pool);
        }
        if (!id.isEmpty() && !isChild(Kind.MEMBER, pool, id)) {
            throw ApiFault.notFound(Kind.MEMBER.title(), id);
        }
        return of(Kind.MEMBER, "member_", KindActions.members(pool)).answer(request, id, pool);
    }

    private boolean isChild(Kind kind, String parent, String id) {
        Element found = service.owner(kind, id).find(kind, id);
        return found != null && parent.equals(found.parent());
    }

    private Response batch(Request request, String pool) {
        List<Map<String, @Nullable Object>> members = new ArrayList<>();
        List<Set<String>> said = new ArrayList<>();
        if (!(request.json().get("members") instanceof List<?> list)) {
            throw ApiFault.of(400, "Missing argument: \"members\"");
        }
        for (Object each : list) {
            if (!(each instanceof Map<?, ?> map)) {
                throw ApiFault.invalidInput(
                        "members", String.valueOf(each), "Value should be an object");
            }
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
            members.add(Kind.MEMBER.schema().create("members_.members", object));
            said.add(Set.copyOf(object.keySet()));
        }
        boolean additive = KindActions.isTrue(request.query().first("additive_only"));
        var _ =
                service.change(
                        Kind.POOL,
                        pool,
                        (tree, context) ->
                                MemberRules.batch(tree, context, pool, members, said, additive));
        return Response.empty(202);
    }

    private Response rules(Request request, String policy, String below)
            throws InterruptedException {
        if (!below.equals("rules")) {
            throw Response.notFound();
        }
        owned(request, Kind.L7POLICY, policy);
        String id = request.part(3);
        if (!id.isEmpty() && !isChild(Kind.L7RULE, policy, id)) {
            throw ApiFault.notFound(Kind.L7RULE.title(), id);
        }
        return of(Kind.L7RULE, "rule_", KindActions.rules(policy)).answer(request, id, policy);
    }
}
