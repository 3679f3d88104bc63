package dev.upkeep.lbaas.status;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Provisioning;
import dev.upkeep.lbaas.model.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Derives the operating status of everything on a load balancer from the health of its members.
///
/// A member is OFFLINE when administratively down, NO_MONITOR without a monitor, DRAINING with
/// weight 0, ERROR when its checks fail. A pool is ERROR when none of its members serves, DEGRADED
/// when some do not. A listener takes the worst of its pools, the load balancer the worst of its
/// listeners.
public final class StatusRollUp {

    private StatusRollUp() {}

    /// Status by id.
    public static Map<String, Operating> of(Tree tree, MemberHealth health) {
        Map<String, Operating> status = new HashMap<>();
        boolean on = tree.root().enabled();
        for (Element pool : tree.all(Kind.POOL)) {
            for (Element member : tree.members(pool)) {
                status.put(member.id(), member(tree, pool, member, health));
            }
            status.put(pool.id(), on ? pool(tree, pool, status) : Operating.OFFLINE);
            Element monitor = tree.monitor(pool);
            if (monitor != null) {
                status.put(
                        monitor.id(),
                        monitor.enabled() && on ? Operating.ONLINE : Operating.OFFLINE);
            }
        }
        for (Element listener : tree.all(Kind.LISTENER)) {
            status.put(
                    listener.id(),
                    on && listener.enabled()
                            ? worst(pools(tree, listener), status)
                            : Operating.OFFLINE);
        }
        for (Kind kind : List.of(Kind.L7POLICY, Kind.L7RULE)) {
            tree.all(kind)
                    .forEach(each ->
                            status.put(
                                    each.id(),
                                    each.enabled() ? Operating.ONLINE : Operating.OFFLINE));
        }
        List<Element> listeners =
                tree.all(Kind.LISTENER).stream().filter(Element::enabled).toList();
        status.put(tree.id(), on ? worst(listeners, status) : Operating.OFFLINE);
        return status;
    }

    /// Everything as it is before anything serves: what a provider without traffic shows.
    public static Map<String, Operating> offline(Tree tree) {
        Map<String, Operating> status = new HashMap<>();
        for (Element each : tree.elements()) {
            boolean configured =
                    switch (each.kind()) {
                        case HEALTH_MONITOR, L7POLICY, L7RULE ->
                                each.enabled()
                                        && each.provisioning() != Provisioning.PENDING_CREATE;
                        case LOAD_BALANCER, LISTENER, POOL, MEMBER -> false;
                    };
            boolean unmonitored =
                    each.kind() == Kind.MEMBER
                            && tree.monitor(
                                            Objects.requireNonNull(
                                                    tree.find(String.valueOf(each.parent()))))
                                    == null;
            Operating idle = unmonitored ? Operating.NO_MONITOR : Operating.OFFLINE;
            status.put(each.id(), configured ? Operating.ONLINE : idle);
        }
        return status;
    }

    private static Operating member(Tree tree, Element pool, Element member, MemberHealth health) {
        if (!member.enabled() || !pool.enabled() || !tree.root().enabled()) {
            return Operating.OFFLINE;
        }
        Element monitor = tree.monitor(pool);
        boolean monitored = monitor != null && monitor.enabled();
        if (monitored && health.of(member) == MemberHealth.Verdict.DOWN) {
            return Operating.ERROR;
        }
        if (member.number("weight") == 0) {
            return Operating.DRAINING;
        }
        if (!monitored) {
            return Operating.NO_MONITOR;
        }
        return health.of(member) == MemberHealth.Verdict.UP ? Operating.ONLINE : Operating.OFFLINE;
    }

    private static Operating pool(Tree tree, Element pool, Map<String, Operating> status) {
        if (!pool.enabled()) {
            return Operating.OFFLINE;
        }
        List<Operating> members =
                tree.members(pool).stream()
                        .filter(Element::enabled)
                        .map(each -> Objects.requireNonNull(status.get(each.id())))
                        .toList();
        if (members.isEmpty() || members.stream().allMatch(each -> each == Operating.OFFLINE)) {
            return Operating.OFFLINE;
        }
        boolean failing = members.contains(Operating.ERROR);
        boolean serving =
                members.contains(Operating.ONLINE) || members.contains(Operating.NO_MONITOR);
        if (failing) {
            return serving || members.contains(Operating.DRAINING)
                    ? Operating.DEGRADED
                    : Operating.ERROR;
        }
        return serving ? Operating.ONLINE : Operating.DRAINING;
    }

    private static List<Element> pools(Tree tree, Element listener) {
        return tree.all(Kind.POOL).stream()
                .filter(pool -> tree.listenersOf(pool).contains(listener))
                .toList();
    }

    /// Nothing at all counts as online: a listener without a pool waits for one.
    private static Operating worst(List<Element> parts, Map<String, Operating> status) {
        List<Operating> all =
                parts.stream().map(each -> Objects.requireNonNull(status.get(each.id()))).toList();
        if (all.contains(Operating.ERROR)) {
            boolean some =
                    all.stream()
                            .anyMatch(each -> each != Operating.ERROR && each != Operating.OFFLINE);
            return some ? Operating.DEGRADED : Operating.ERROR;
        }
        return all.contains(Operating.DEGRADED) ? Operating.DEGRADED : Operating.ONLINE;
    }
}
