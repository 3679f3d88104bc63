package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Requests about layer 7 policies.
public final class PolicyRules {

    private PolicyRules() {}

    /// Creates a policy on a listener.
    public static Change create(
            Tree tree, RuleContext context, Map<String, @Nullable Object> request) {
        Element listener =
                Edits.find(tree, Kind.LISTENER, String.valueOf(request.get("listener_id")));
        if (listener.text("protocol").equals(ListenerRules.PROMETHEUS)) {
            throw ListenerRules.noChildren();
        }
        requirePool(tree, listener, request);
        Edits.requireQuota(context, Edits.project(tree), Kind.L7POLICY, 1);
        Map<String, @Nullable Object> whole = consistent(request);
        Edits.requireMutable(tree);
        Tree changed = addWithRules(Edits.touch(tree, listener), context, listener, whole);
        return new Change(changed, changed.all(Kind.L7POLICY).getLast().id());
    }

    /// A tree with one policy more, its rules included.
    static Tree addWithRules(
            Tree tree,
            RuleContext context,
            Element listener,
            Map<String, @Nullable Object> request) {
        String project = Edits.project(tree);
        Element policy =
                Edits.created(Kind.L7POLICY, listener.id(), project, context, request)
                        .with("listener_id", listener.id());
        Tree changed = placed(tree, policy);
        List<Map<String, @Nullable Object>> rules = Edits.nested(request.get("rules"));
        if (rules.size() > L7Rules.MOST_RULES) {
            throw ApiFault.of(409, "Too many rules on L7 policy " + policy.id());
        }
        Edits.requireQuota(context, project, Kind.L7RULE, rules.size());
        for (Map<String, @Nullable Object> each : rules) {
            L7Rules.require(each);
            changed = changed.with(Edits.created(Kind.L7RULE, policy.id(), project, context, each));
        }
        return changed;
    }

    private static void requirePool(
            Tree tree, Element listener, Map<String, @Nullable Object> request) {
        Object pool = request.get("redirect_pool_id");
        if (pool != null) {
            Element found = Edits.find(tree, Kind.POOL, pool.toString());
            Protocols.requireCompatible(listener.text("protocol"), found.text("protocol"));
        }
    }

    /// A request without what its action does not use.
    static Map<String, @Nullable Object> consistent(Map<String, @Nullable Object> request) {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(request);
        if (request.get("action") instanceof String action) {
            switch (action) {
                case "REJECT" -> clear(whole, "redirect_url", "redirect_pool_id", "redirect_pool");
                case "REDIRECT_TO_URL" -> {
                    require(whole, "redirect_url");
                    clear(whole, "redirect_pool_id", "redirect_pool");
                }
                case "REDIRECT_TO_POOL" -> {
                    if (whole.get("redirect_pool") == null
                            && whole.get("redirect_pool_id") == null) {
                        throw arguments("redirect_pool_id or redirect_pool must not be None");
                    }
                    clear(whole, "redirect_url");
                }
                case "REDIRECT_PREFIX" -> require(whole, "redirect_prefix");
                default -> throw new IllegalStateException(action);
            }
        }
        boolean pool = whole.get("redirect_pool_id") != null || whole.get("redirect_pool") != null;
        boolean url = whole.get("redirect_url") != null;
        boolean prefix = whole.get("redirect_prefix") != null;
        if (pool && (url || prefix)) {
            throw arguments(
                    "Cannot specify redirect_pool_id and redirect_url or redirect_prefix at the same"
                            + " time");
        }
        if (pool) {
            whole.put("action", "REDIRECT_TO_POOL");
            clear(whole, "redirect_url", "redirect_prefix", "redirect_http_code");
        } else if (url || prefix) {
            whole.put("action", prefix ? "REDIRECT_PREFIX" : "REDIRECT_TO_URL");
            clear(
                    whole,
                    "redirect_pool_id",
                    "redirect_pool",
                    prefix ? "redirect_url" : "redirect_prefix");
            whole.putIfAbsent("redirect_http_code", 302L);
        }
        return whole;
    }

    private static void clear(Map<String, @Nullable Object> values, String... names) {
        for (String each : names) {
            values.put(each, null);
        }
    }

    private static void require(Map<String, @Nullable Object> values, String name) {
        if (values.get(name) == null) {
            throw arguments(name + " must not be None");
        }
    }

    private static ApiFault arguments(String detail) {
        return ApiFault.of(400, "Invalid L7 Policy arguments: " + detail);
    }

    /// The tree with a policy at its position; the others of the listener stand around it, counted
    /// from 1 without gaps.
    private static Tree placed(Tree tree, Element policy) {
        Element listener = Objects.requireNonNull(tree.find(String.valueOf(policy.parent())));
        List<Element> order = new ArrayList<>(tree.policies(listener));
        order.removeIf(each -> each.id().equals(policy.id()));
        int at = (int) Math.min(order.size(), policy.number("position") - 1);
        order.add(at, policy);
        return numbered(tree, order);
    }

    private static Tree numbered(Tree tree, List<Element> order) {
        Tree changed = tree;
        for (int i = 0; i < order.size(); i++) {
            changed = changed.with(order.get(i).with("position", i + 1L));
        }
        return changed;
    }

    /// Changes a policy.
    public static Change update(
            Tree tree, RuleContext context, String id, Map<String, @Nullable Object> request) {
        Element policy = Edits.find(tree, Kind.L7POLICY, id);
        Element listener = Edits.find(tree, Kind.LISTENER, String.valueOf(policy.parent()));
        Map<String, @Nullable Object> whole = consistent(request);
        whole.remove("redirect_pool");
        requirePool(tree, listener, whole);
        Edits.requireMutable(tree);
        Tree touched = Edits.touch(tree, listener);
        return new Change(placed(touched, Edits.updated(policy, context, whole)), id);
    }

    /// Deletes a policy and its rules.
    public static Change delete(Tree tree, String id) {
        Element policy = Edits.find(tree, Kind.L7POLICY, id);
        Element listener = Edits.find(tree, Kind.LISTENER, String.valueOf(policy.parent()));
        Edits.requireMutable(tree);
        List<Element> others = new ArrayList<>(tree.policies(listener));
        others.removeIf(each -> each.id().equals(id));
        return new Change(Edits.delete(Edits.touch(numbered(tree, others), listener), policy), id);
    }
}
