package dev.upkeep.vrrp.io;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.resource.NetworkView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Remembers which instances depend on which interface and source address, and which of them have
/// to be evaluated: with a thousand of them a change of the network must not cost a look at each.
/// Belongs to one thread.
///
/// @param <S> an instance
final class InstanceDependencies<S> {

    private final Map<String, Set<S>> byInterface = new HashMap<>();
    private final Map<IpAddress, Set<S>> bySource = new HashMap<>();
    private Collection<S> all = List.of();
    private final Set<S> due = new LinkedHashSet<>();

    /// Takes all instances with their present configurations; none is due.
    void configure(Collection<S> instances, Function<S, RouterConfig> configuration) {
        byInterface.clear();
        bySource.clear();
        due.clear();
        all = List.copyOf(instances);
        for (S instance : all) {
            RouterConfig config = configuration.apply(instance);
            for (String name : NetworkConditions.interfaces(config)) {
                byInterface.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(instance);
            }
            IpAddress source = NetworkConditions.configuredSource(config.instance());
            if (source != null) {
                bySource.computeIfAbsent(source, _ -> new LinkedHashSet<>()).add(instance);
            }
        }
    }

    /// The instances that depend on an interface.
    Set<S> of(String interfaceName) {
        return byInterface.getOrDefault(interfaceName, Set.of());
    }

    /// Takes a notification.
    ///
    /// @param before the network without it
    void noticed(RouteEvent event, NetworkView before) {
        switch (event) {
            case RouteEvent.LinkChanged(Link link) -> {
                Link known = before.link(link.index());
                if (!link.equals(known)) {
                    due.addAll(of(link.name()));
                    interfaceOf(known);
                }
            }
            case RouteEvent.LinkRemoved(Link link) -> {
                due.addAll(of(link.name()));
                before.addresses(link.index()).forEach(address -> source(address.address()));
            }
            case RouteEvent.AddressChanged(InterfaceAddress address, int _) -> {
                interfaceOf(before.link(address.interfaceIndex()));
                source(address.address());
            }
            case RouteEvent.AddressRemoved(InterfaceAddress address, int _) -> {
                interfaceOf(before.link(address.interfaceIndex()));
                source(address.address());
            }
            case RouteEvent.RouteRemoved _,
                    RouteEvent.RouteReplaced _,
                    RouteEvent.RuleRemoved _ -> {}
            case RouteEvent.Resynchronized _ -> everything();
        }
    }

    private void interfaceOf(@Nullable Link link) {
        if (link != null) {
            due.addAll(of(link.name()));
        }
    }

    private void source(IpAddress address) {
        due.addAll(bySource.getOrDefault(address, Set.of()));
    }

    /// All instances are due.
    void everything() {
        due.addAll(all);
    }

    /// Returns whether some instance is due.
    boolean isDue() {
        return !due.isEmpty();
    }

    /// Returns the instances to be evaluated, and forgets them.
    List<S> take() {
        List<S> taken = new ArrayList<>(due);
        due.clear();
        return taken;
    }
}
