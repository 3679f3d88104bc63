package dev.upkeep.vrrp.resource;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.Prefix;
import dev.upkeep.netlink.route.RouteEntry;
import dev.upkeep.netlink.route.RuleEntry;

/// Names of resources in log lines.
public final class ResourceText {

    private ResourceText() {}

    /// Returns the name of a resource, as `ip` writes it.
    public static String of(Resource resource, NetworkView network) {
        return switch (resource) {
            case Resource.Address(InterfaceAddress address, _) ->
                    "address "
                            + address.address()
                            + "/"
                            + address.prefixLength()
                            + " dev "
                            + name(address.interfaceIndex(), network);
            case Resource.Route(RouteEntry route, _, _) -> "route " + text(route, network);
            case Resource.Rule(RuleEntry rule, _) -> "rule " + text(rule);
            case Resource.Filter(IpAddress address, int _) -> "filter for " + address;
        };
    }

    /// Formats a route in the order of `ip route`, without metrics and tunnels.
    public static String text(RouteEntry route, NetworkView network) {
        StringBuilder out = new StringBuilder();
        Prefix destination = route.selector().destination();
        out.append(destination == null ? "default" : destination);
        for (RouteEntry.NextHop hop : route.nextHops()) {
            out.append(hop.gateway() == null ? "" : " via " + hop.gateway());
            out.append(
                    hop.interfaceIndex() == 0 ? "" : " dev " + name(hop.interfaceIndex(), network));
        }
        out.append(route.table() == RouteEntry.MAIN ? "" : " table " + route.table());
        return out.append(route.metric() == 0 ? "" : " metric " + route.metric()).toString();
    }

    /// Formats a rule in the order of `ip rule`: prefixes and table only.
    public static String text(RuleEntry rule) {
        Prefix from = rule.selector().from();
        Prefix to = rule.selector().to();
        long table = rule.action().table();
        return rule.preference()
                + ": from "
                + (from == null ? "all" : from)
                + (to == null ? "" : " to " + to)
                + (table == 0 ? "" : " lookup " + table);
    }

    /// keepalived's line for a resource that another program removed.
    public static String removed(Resource resource, NetworkView network) {
        return report(resource, network, "removed from", "removed");
    }

    /// A line for a resource that another program changed in its place, in the manner of
    /// [#removed].
    public static String altered(Resource resource, NetworkView network) {
        return report(resource, network, "changed on", "replaced");
    }

    /// @param ofAddress words between an address and its interface
    /// @param ofOther words behind another resource
    private static String report(
            Resource resource, NetworkView network, String ofAddress, String ofOther) {
        return "Netlink reflector reports "
                + switch (resource) {
                    case Resource.Address(InterfaceAddress address, _) ->
                            "IP "
                                    + address.address()
                                    + " "
                                    + ofAddress
                                    + " "
                                    + name(address.interfaceIndex(), network);
                    case Resource.Route _, Resource.Rule _, Resource.Filter _ ->
                            of(resource, network) + " " + ofOther;
                };
    }

    private static String name(int index, NetworkView network) {
        Link link = network.link(index);
        return link == null ? "interface " + index : link.name();
    }
}
