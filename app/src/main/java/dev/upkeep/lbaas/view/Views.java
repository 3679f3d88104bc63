package dev.upkeep.lbaas.view;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.status.Operating;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An object with all attributes that answers show.
public final class Views {

    private final Tree tree;
    private final Map<String, Operating> status;

    /// @param status operating status by id
    public Views(Tree tree, Map<String, Operating> status) {
        this.tree = tree;
        this.status = Map.copyOf(status);
    }

    /// An object, with references to others.
    public Map<String, @Nullable Object> show(Element element) {
        Map<String, @Nullable Object> shown = common(element);
        switch (element.kind()) {
            case LOAD_BALANCER -> {
                shown.put("listeners", references(tree.all(Kind.LISTENER)));
                shown.put("pools", references(tree.all(Kind.POOL)));
            }
            case LISTENER -> {
                shown.put("loadbalancers", references(List.of(tree.root())));
                shown.put("l7policies", references(tree.policies(element)));
            }
            case POOL -> {
                shown.put("loadbalancers", references(List.of(tree.root())));
                shown.put("listeners", references(tree.listenersOf(element)));
                shown.put("members", references(tree.members(element)));
                Element monitor = tree.monitor(element);
                if (monitor != null) {
                    shown.put("healthmonitor_id", monitor.id());
                }
            }
            case HEALTH_MONITOR -> shown.put("pools", parent(element));
            case L7POLICY ->
                    shown.put("rules", references(tree.children(Kind.L7RULE, element.id())));
            case MEMBER, L7RULE -> {}
        }
        return shown;
    }

    /// The load balancer with everything on it in place of references.
    public Map<String, @Nullable Object> whole() {
        Map<String, @Nullable Object> shown = show(tree.root());
        List<Object> listeners = new ArrayList<>();
        for (Element listener : tree.all(Kind.LISTENER)) {
            Map<String, @Nullable Object> each = show(listener);
            each.remove("loadbalancers");
            List<Object> policies = new ArrayList<>();
            for (Element policy : tree.policies(listener)) {
                Map<String, @Nullable Object> one = show(policy);
                one.put("rules", shown(tree.children(Kind.L7RULE, policy.id())));
                policies.add(one);
            }
            each.put("l7policies", policies);
            listeners.add(each);
        }
        List<Object> pools = new ArrayList<>();
        for (Element pool : tree.all(Kind.POOL)) {
            Map<String, @Nullable Object> each = show(pool);
            each.remove("loadbalancers");
            each.remove("healthmonitor_id");
            each.put("members", shown(tree.members(pool)));
            Element monitor = tree.monitor(pool);
            if (monitor != null) {
                Map<String, @Nullable Object> one = show(monitor);
                one.remove("pools");
                each.put("healthmonitor", one);
            }
            pools.add(each);
        }
        shown.put("listeners", listeners);
        shown.put("pools", pools);
        return shown;
    }

    private List<Object> shown(List<Element> elements) {
        List<Object> all = new ArrayList<>();
        elements.forEach(each -> all.add(show(each)));
        return all;
    }

    private Map<String, @Nullable Object> common(Element element) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", element.id());
        shown.put("provisioning_status", element.provisioning().name());
        shown.put("operating_status", operating(element));
        shown.put("created_at", element.createdAt());
        shown.put("updated_at", element.updatedAt());
        shown.putAll(element.values());
        shown.put("tenant_id", element.get("project_id"));
        return shown;
    }

    private String operating(Element element) {
        return Objects.requireNonNullElse(status.get(element.id()), Operating.OFFLINE).name();
    }

    private static List<Map<String, String>> references(List<Element> elements) {
        return elements.stream().map(each -> Map.of("id", each.id())).toList();
    }

    private static List<Map<String, String>> parent(Element element) {
        return List.of(Map.of("id", String.valueOf(element.parent())));
    }

    /// The tree of states (`status`).
    public Map<String, @Nullable Object> states() {
        Map<String, @Nullable Object> top = state(tree.root());
        List<Object> listeners = new ArrayList<>();
        for (Element listener : tree.all(Kind.LISTENER)) {
            Map<String, @Nullable Object> each = state(listener);
            List<Object> pools = new ArrayList<>();
            for (Element pool : tree.all(Kind.POOL)) {
                if (tree.listenersOf(pool).contains(listener)) {
                    pools.add(poolState(pool));
                }
            }
            each.put("pools", pools);
            listeners.add(each);
        }
        top.put("listeners", listeners);
        return top;
    }

    private Map<String, @Nullable Object> poolState(Element pool) {
        Map<String, @Nullable Object> shown = state(pool);
        Element monitor = tree.monitor(pool);
        if (monitor != null) {
            Map<String, @Nullable Object> one = state(monitor);
            one.put("type", monitor.get("type"));
            shown.put("health_monitor", one);
        }
        List<Object> members = new ArrayList<>();
        for (Element member : tree.members(pool)) {
            Map<String, @Nullable Object> one = state(member);
            one.put("address", member.get("address"));
            one.put("protocol_port", member.get("protocol_port"));
            members.add(one);
        }
        shown.put("members", members);
        return shown;
    }

    private Map<String, @Nullable Object> state(Element element) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", element.id());
        shown.put("name", element.get("name"));
        shown.put("operating_status", operating(element));
        shown.put("provisioning_status", element.provisioning().name());
        return shown;
    }
}
