package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Provisioning;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.schema.Attribute;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Operations that all rules share: creating, changing and deleting an object, with the states of
/// what is above it.
final class Edits {

    private Edits() {}

    /// Refuses a change below a load balancer that is being changed.
    static void requireMutable(Tree tree) {
        if (tree.root().provisioning().pending()) {
            throw ApiFault.immutable(Kind.LOAD_BALANCER.title(), tree.id());
        }
    }

    /// The object of a kind with that id.
    ///
    /// @throws ApiFault 404 when there is none
    static Element find(Tree tree, Kind kind, String id) {
        Element found = tree.find(kind, id);
        if (found == null) {
            throw ApiFault.notFound(kind.title(), id);
        }
        return found;
    }

    /// A new object, of the project of its load balancer.
    static Element created(
            Kind kind,
            String parent,
            String project,
            RuleContext context,
            Map<String, @Nullable Object> request) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Attribute each : kind.schema().attributes()) {
            if (each.uses().contains(Attribute.Use.SHOWN)) {
                values.put(each.name(), request.get(each.name()));
            }
        }
        values.put("project_id", project);
        return new Element(
                kind,
                context.ids().get(),
                parent,
                Provisioning.PENDING_CREATE,
                context.now(),
                null,
                values);
    }

    /// The project that a load balancer belongs to.
    static String project(Tree tree) {
        return tree.root().text("project_id");
    }

    /// Refuses more objects than the quota has room for.
    static void requireQuota(RuleContext context, String project, Kind kind, int more) {
        if (more > 0 && !context.quotas().allow(project, kind, more)) {
            throw ApiFault.quota(kind.title());
        }
    }

    /// An object with what an update says.
    static Element updated(
            Element element, RuleContext context, Map<String, @Nullable Object> request) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(element.values());
        values.putAll(request);
        return new Element(
                element.kind(),
                element.id(),
                element.parent(),
                Provisioning.PENDING_UPDATE,
                element.createdAt(),
                context.now(),
                values);
    }

    /// Marks the load balancer and some objects as being updated.
    static Tree touch(Tree tree, Element... others) {
        Set<String> ids = new LinkedHashSet<>(Set.of(tree.id()));
        Arrays.stream(others).map(Element::id).forEach(ids::add);
        return tree.map(
                each -> ids.contains(each.id()) ? each.with(Provisioning.PENDING_UPDATE) : each);
    }

    /// Marks the load balancer, a pool and its listeners as being updated.
    static Tree touchPool(Tree tree, Element pool) {
        return touch(touch(tree, pool), tree.listenersOf(pool).toArray(Element[]::new));
    }

    /// Marks an object and what belongs to it as being deleted.
    static Tree delete(Tree tree, Element element) {
        Set<String> ids = new LinkedHashSet<>(List.of(element.id()));
        boolean more = true;
        while (more) {
            more = false;
            for (Element each : tree.elements()) {
                if (each.parent() != null && ids.contains(each.parent())) {
                    more |= ids.add(each.id());
                }
            }
        }
        return tree.map(
                each -> ids.contains(each.id()) ? each.with(Provisioning.PENDING_DELETE) : each);
    }

    /// The nested objects of a request.
    static List<Map<String, @Nullable Object>> nested(@Nullable Object list) {
        return list instanceof List<?> all
                ? all.stream().map(each -> object(Objects.requireNonNull(each))).toList()
                : List.of();
    }

    /// A nested object of a request, already checked by its schema.
    @SuppressWarnings("unchecked") // AttributeValues makes nothing else
    static Map<String, @Nullable Object> object(Object value) {
        return (Map<String, @Nullable Object>) value;
    }
}
