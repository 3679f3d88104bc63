package dev.upkeep.vrrp.io;

import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Links and addresses as the kernel last reported them. Belongs to the vrrp thread.
final class NetworkView {

    private final Map<Integer, Link> links = new HashMap<>();
    private final Map<Integer, List<InterfaceAddress>> addresses = new HashMap<>();

    /// Takes a dump: everything that is not in it is gone.
    void reset(List<Link> allLinks, List<InterfaceAddress> allAddresses) {
        links.clear();
        addresses.clear();
        allLinks.forEach(link -> links.put(link.index(), link));
        allAddresses.forEach(this::put);
    }

    /// Takes a notification.
    void apply(RouteEvent event) {
        switch (event) {
            case RouteEvent.LinkChanged(Link link) -> links.put(link.index(), link);
            case RouteEvent.LinkRemoved(Link link) -> {
                links.remove(link.index());
                addresses.remove(link.index());
            }
            case RouteEvent.AddressChanged(InterfaceAddress address) -> put(address);
            case RouteEvent.AddressRemoved(InterfaceAddress address) ->
                    addressesOf(address.interfaceIndex()).removeIf(address::sameAs);
            case RouteEvent.Resynchronized(
                            List<Link> allLinks,
                            List<InterfaceAddress> allAddresses) ->
                    reset(allLinks, allAddresses);
        }
    }

    private void put(InterfaceAddress address) {
        List<InterfaceAddress> present = addressesOf(address.interfaceIndex());
        for (int i = 0; i < present.size(); i++) {
            if (present.get(i).sameAs(address)) {
                present.set(i, address);
                return;
            }
        }
        present.add(address);
    }

    /// The link of a name, null while there is none.
    @Nullable Link link(String name) {
        for (Link link : links.values()) {
            if (link.name().equals(name)) {
                return link;
            }
        }
        return null;
    }

    /// The link of an index, null while there is none.
    @Nullable Link link(int index) {
        return links.get(index);
    }

    /// Addresses of an interface in the order in which they appeared.
    List<InterfaceAddress> addresses(int interfaceIndex) {
        return List.copyOf(addresses.getOrDefault(interfaceIndex, List.of()));
    }

    /// Whether an address is there.
    boolean has(InterfaceAddress address) {
        return addresses.getOrDefault(address.interfaceIndex(), List.of()).stream()
                .anyMatch(address::sameAs);
    }

    private List<InterfaceAddress> addressesOf(int interfaceIndex) {
        return addresses.computeIfAbsent(interfaceIndex, _ -> new ArrayList<>());
    }
}
