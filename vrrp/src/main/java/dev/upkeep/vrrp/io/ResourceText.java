package dev.upkeep.vrrp.io;

import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.resource.Resource;

/// What log lines call resources.
final class ResourceText {

    private ResourceText() {}

    static String of(Resource resource, NetworkView network) {
        return switch (resource) {
            case Resource.Address(InterfaceAddress address, _) ->
                    "address "
                            + address.address()
                            + "/"
                            + address.prefixLength()
                            + " dev "
                            + name(address.interfaceIndex(), network);
        };
    }

    /// keepalived's line for a resource that another program removed.
    static String removed(Resource resource, NetworkView network) {
        return switch (resource) {
            case Resource.Address(InterfaceAddress address, _) ->
                    "Netlink reflector reports IP "
                            + address.address()
                            + " removed from "
                            + name(address.interfaceIndex(), network);
        };
    }

    private static String name(int index, NetworkView network) {
        Link link = network.link(index);
        return link == null ? "interface " + index : link.name();
    }
}
