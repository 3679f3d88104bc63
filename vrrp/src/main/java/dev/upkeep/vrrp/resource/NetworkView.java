package dev.upkeep.vrrp.resource;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Links and addresses as the kernel last reported them. Belongs to one thread.
public final class NetworkView {

    private final Map<Integer, Link> links = new HashMap<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final Map<Integer, Map<AddressKey, InterfaceAddress>> addresses = new HashMap<>();

    /// Holds how often each address is on this machine.
    private final Map<IpAddress, Integer> counts = new HashMap<>();

    /// The identity of an address of an interface to the kernel.
    private record AddressKey(IpAddress address, int prefixLength) {
        static AddressKey of(InterfaceAddress address) {
            return new AddressKey(address.address(), address.prefixLength());
        }
    }

    /// Replaces everything by a dump.
    public void reset(List<Link> allLinks, List<InterfaceAddress> allAddresses) {
        links.clear();
        indexes.clear();
        addresses.clear();
        counts.clear();
        allLinks.forEach(this::put);
        allAddresses.forEach(this::put);
    }

    /// Applies a notification.
    public void apply(RouteEvent event) {
        switch (event) {
            case RouteEvent.LinkChanged(Link link) -> put(link);
            case RouteEvent.LinkRemoved(Link link) -> {
                Link before = links.remove(link.index());
                if (before != null) {
                    indexes.remove(before.name(), before.index());
                }
                var gone = addresses.remove(link.index());
                if (gone != null) {
                    gone.values().forEach(address -> count(address, -1));
                }
            }
            case RouteEvent.AddressChanged(InterfaceAddress address, int _) -> put(address);
            case RouteEvent.AddressRemoved(InterfaceAddress address, int _) -> {
                var present = addresses.get(address.interfaceIndex());
                if (present != null && present.remove(AddressKey.of(address)) != null) {
                    count(address, -1);
                }
            }
            case RouteEvent.RouteRemoved _,
                    RouteEvent.RouteReplaced _,
                    RouteEvent.RuleRemoved _ -> {}
            case RouteEvent.Resynchronized(var allLinks, var allAddresses) ->
                    reset(allLinks, allAddresses);
        }
    }

    private void put(Link link) {
        Link before = links.put(link.index(), link);
        if (before != null && !before.name().equals(link.name())) {
            indexes.remove(before.name(), before.index()); // another one may have the name by now
        }
        indexes.put(link.name(), link.index());
    }

    private void put(InterfaceAddress address) {
        InterfaceAddress before =
                addresses
                        .computeIfAbsent(address.interfaceIndex(), _ -> new LinkedHashMap<>())
                        .put(AddressKey.of(address), address);
        if (before == null) {
            count(address, 1);
        }
    }

    private void count(InterfaceAddress address, int by) {
        int now = counts.merge(address.address(), by, Integer::sum);
        if (now <= 0) {
            counts.remove(address.address());
        }
    }

    /// Returns whether an address is on any interface.
    public boolean has(IpAddress address) {
        return counts.containsKey(address);
    }

    /// Returns the link with a name, null while there is none.
    public @Nullable Link link(String name) {
        Integer index = indexes.get(name);
        return index == null ? null : links.get(index);
    }

    /// Returns the link with an index, null while there is none.
    public @Nullable Link link(int index) {
        return links.get(index);
    }

    /// Returns the link below a macvlan or ipvlan; any other link itself.
    public Link base(Link link) {
        boolean virtual = link.kind().equals("macvlan") || link.kind().equals("ipvlan");
        Link below = virtual ? links.get(link.parent()) : null;
        return below == null ? link : below;
    }

    /// All links.
    public Collection<Link> links() {
        return Collections.unmodifiableCollection(links.values());
    }

    /// Addresses of an interface in the order in which they appeared. The collection shows later
    /// changes.
    public Collection<InterfaceAddress> addresses(int interfaceIndex) {
        return Collections.unmodifiableCollection(
                addresses.getOrDefault(interfaceIndex, Map.of()).values());
    }

    /// Returns whether an address is there.
    public boolean has(InterfaceAddress address) {
        return addresses
                .getOrDefault(address.interfaceIndex(), Map.of())
                .containsKey(AddressKey.of(address));
    }
}
