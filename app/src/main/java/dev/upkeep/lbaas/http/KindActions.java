package dev.upkeep.lbaas.http;

import dev.upkeep.lbaas.http.ElementRoutes.Actions;
import dev.upkeep.lbaas.http.ElementRoutes.Parent;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.Change;
import dev.upkeep.lbaas.rules.L7Rules;
import dev.upkeep.lbaas.rules.ListenerRules;
import dev.upkeep.lbaas.rules.LoadBalancerRules;
import dev.upkeep.lbaas.rules.MemberRules;
import dev.upkeep.lbaas.rules.MonitorRules;
import dev.upkeep.lbaas.rules.PolicyRules;
import dev.upkeep.lbaas.rules.PoolRules;
import dev.upkeep.lbaas.rules.RuleContext;
import dev.upkeep.lbaas.schema.ApiFault;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of each kind, as [ElementRoutes] calls them.
final class KindActions {

    private static final Set<String> TRUE = Set.of("1", "t", "true", "on", "y", "yes");

    private KindActions() {}

    /// True for the words that Octavia takes as true.
    static boolean isTrue(@Nullable String word) {
        return word != null && TRUE.contains(word.toLowerCase(Locale.ROOT));
    }

    private interface Create {
        Change apply(Tree tree, RuleContext context, Map<String, @Nullable Object> request);
    }

    private interface Update {
        Change apply(
                Tree tree, RuleContext context, String id, Map<String, @Nullable Object> request);
    }

    private interface Delete {
        Change apply(Tree tree, RuleContext context, String id);
    }

    private interface FindParent {
        @Nullable Parent of(Map<String, @Nullable Object> request);
    }

    private record Plain(FindParent parents, Create creates, Update updates, Delete deletes)
            implements Actions {

        @Override
        public @Nullable Parent parent(Map<String, @Nullable Object> request) {
            return parents.of(request);
        }

        @Override
        public Change create(
                @Nullable Tree tree, RuleContext context, Map<String, @Nullable Object> request) {
            return creates.apply(Objects.requireNonNull(tree), context, request);
        }

        @Override
        public Change update(
                Tree tree, RuleContext context, String id, Map<String, @Nullable Object> request) {
            return updates.apply(tree, context, id, request);
        }

        @Override
        public Change delete(Tree tree, RuleContext context, String id, Request request) {
            return deletes.apply(tree, context, id);
        }
    }

    /// Load balancers.
    static Actions loadBalancers() {
        return new Actions() {
            @Override
            public @Nullable Parent parent(Map<String, @Nullable Object> request) {
                return null;
            }

            @Override
            public Change create(
                    @Nullable Tree tree,
                    RuleContext context,
                    Map<String, @Nullable Object> request) {
                return LoadBalancerRules.create(context, request);
            }

            @Override
            public Change update(
                    Tree tree,
                    RuleContext context,
                    String id,
                    Map<String, @Nullable Object> request) {
                return LoadBalancerRules.update(tree, context, request);
            }

            @Override
            public Change delete(Tree tree, RuleContext context, String id, Request request) {
                return LoadBalancerRules.delete(tree, isTrue(request.query().first("cascade")));
            }
        };
    }

    private static Parent parent(Kind kind, Map<String, @Nullable Object> request, String name) {
        return new Parent(kind, String.valueOf(request.get(name)));
    }

    /// Listeners.
    static Actions listeners() {
        return new Plain(
                request -> parent(Kind.LOAD_BALANCER, request, "loadbalancer_id"),
                ListenerRules::create,
                ListenerRules::update,
                (tree, _, id) -> ListenerRules.delete(tree, id));
    }

    /// Pools.
    static Actions pools() {
        return new Plain(
                request -> {
                    if (request.get("loadbalancer_id") != null) {
                        return parent(Kind.LOAD_BALANCER, request, "loadbalancer_id");
                    }
                    if (request.get("listener_id") == null) {
                        throw ApiFault.validation(
                                "Must provide at least one of: loadbalancer_id, listener_id");
                    }
                    return parent(Kind.LISTENER, request, "listener_id");
                },
                PoolRules::create,
                PoolRules::update,
                PoolRules::delete);
    }

    /// Members of a pool.
    static Actions members(String pool) {
        return new Plain(
                _ -> new Parent(Kind.POOL, pool),
                (tree, context, request) -> MemberRules.create(tree, context, pool, request),
                (tree, context, id, request) ->
                        MemberRules.update(tree, context, pool, id, request),
                (tree, _, id) -> MemberRules.delete(tree, pool, id));
    }

    /// Health monitors.
    static Actions monitors() {
        return new Plain(
                request -> parent(Kind.POOL, request, "pool_id"),
                MonitorRules::create,
                MonitorRules::update,
                (tree, _, id) -> MonitorRules.delete(tree, id));
    }

    /// Layer 7 policies.
    static Actions policies() {
        return new Plain(
                request -> parent(Kind.LISTENER, request, "listener_id"),
                PolicyRules::create,
                PolicyRules::update,
                (tree, _, id) -> PolicyRules.delete(tree, id));
    }

    /// Rules of a policy.
    static Actions rules(String policy) {
        return new Plain(
                _ -> new Parent(Kind.L7POLICY, policy),
                (tree, context, request) -> L7Rules.create(tree, context, policy, request),
                (tree, context, id, request) -> L7Rules.update(tree, context, policy, id, request),
                (tree, _, id) -> L7Rules.delete(tree, policy, id));
    }
}
