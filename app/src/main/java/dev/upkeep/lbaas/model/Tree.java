package dev.upkeep.lbaas.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A load balancer with everything that hangs on it, in the order of creation. The unit that is
/// locked, stored and given to a provider.
public final class Tree {

    private final String id;
    private final Map<String, Element> elements;

    private Tree(String id, Map<String, Element> elements) {
        this.id = id;
        this.elements = elements;
    }

    /// A tree of these; the first is the load balancer.
    ///
    /// @throws IllegalArgumentException when it is not
    public static Tree of(Collection<Element> elements) {
        Map<String, Element> byId = new LinkedHashMap<>();
        elements.forEach(each -> byId.put(each.id(), each));
        Element first = elements.isEmpty() ? null : elements.iterator().next();
        if (first == null || first.kind() != Kind.LOAD_BALANCER) {
            throw new IllegalArgumentException("a tree: expected the load balancer first");
        }
        return new Tree(first.id(), byId);
    }

    /// The id of the load balancer.
    public String id() {
        return id;
    }

    /// The load balancer itself.
    public Element root() {
        return Objects.requireNonNull(elements.get(id));
    }

    /// Everything, the load balancer first.
    public Collection<Element> elements() {
        return Collections.unmodifiableCollection(elements.values());
    }

    /// The object with that id.
    public @Nullable Element find(String id) {
        return elements.get(id);
    }

    /// The object of a kind with that id; null for none.
    public @Nullable Element find(Kind kind, @Nullable Object id) {
        Element found = id == null ? null : elements.get(String.valueOf(id));
        return found != null && found.kind() == kind ? found : null;
    }

    /// All of a kind.
    public List<Element> all(Kind kind) {
        return elements.values().stream().filter(each -> each.kind() == kind).toList();
    }

    /// Returns the elements of a kind that belong to an object.
    public List<Element> children(Kind kind, String parent) {
        return elements.values().stream()
                .filter(each -> each.kind() == kind && parent.equals(each.parent()))
                .toList();
    }

    /// The members of a pool.
    public List<Element> members(Element pool) {
        return children(Kind.MEMBER, pool.id());
    }

    /// The health monitor of a pool.
    public @Nullable Element monitor(Element pool) {
        List<Element> found = children(Kind.HEALTH_MONITOR, pool.id());
        return found.isEmpty() ? null : found.getFirst();
    }

    /// The pool that serves a listener where no policy says otherwise.
    public @Nullable Element defaultPool(Element listener) {
        return find(Kind.POOL, listener.get("default_pool_id"));
    }

    /// The listeners that a pool serves: as their default, or by a policy.
    public List<Element> listenersOf(Element pool) {
        return all(Kind.LISTENER).stream()
                .filter(listener ->
                        pool.id().equals(listener.get("default_pool_id"))
                                || policies(listener).stream()
                                        .anyMatch(p -> pool.id().equals(p.get("redirect_pool_id"))))
                .toList();
    }

    /// The policies of a listener, in their order.
    public List<Element> policies(Element listener) {
        return children(Kind.L7POLICY, listener.id()).stream()
                .sorted(Comparator.comparingLong(p -> p.number("position")))
                .toList();
    }

    /// With an object added, or put in the place of the one with its id.
    public Tree with(Element element) {
        Map<String, Element> changed = new LinkedHashMap<>(elements);
        changed.put(element.id(), element);
        return new Tree(id, changed);
    }

    /// With each object changed.
    public Tree map(UnaryOperator<Element> change) {
        Map<String, Element> changed = new LinkedHashMap<>();
        elements.values().forEach(each -> changed.put(each.id(), change.apply(each)));
        return new Tree(id, changed);
    }

    /// Without some objects; the load balancer stays.
    public Tree without(Predicate<Element> some) {
        Map<String, Element> left = new LinkedHashMap<>();
        elements.values().stream()
                .filter(each -> each.id().equals(id) || !some.test(each))
                .forEach(each -> left.put(each.id(), each));
        return new Tree(id, left);
    }

    /// Returns the tree to deploy: without the elements that are being deleted.
    public Tree desired() {
        return without(each -> each.provisioning() == Provisioning.PENDING_DELETE);
    }

    /// After the provider has done its work: everything active, what was deleted gone.
    ///
    /// @param time of what was pending
    public Tree settled(String time) {
        return desired()
                .map(each ->
                        each.provisioning().pending()
                                ? each.with(Provisioning.ACTIVE).at(time)
                                : each.with(Provisioning.ACTIVE));
    }

    /// After the provider refused: what was pending is in error.
    public Tree failed() {
        return map(each -> each.provisioning().pending() ? each.with(Provisioning.ERROR) : each);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tree tree
                && List.copyOf(tree.elements.values()).equals(List.copyOf(elements.values()));
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    @Override
    public String toString() {
        return "Tree" + elements.values();
    }
}
