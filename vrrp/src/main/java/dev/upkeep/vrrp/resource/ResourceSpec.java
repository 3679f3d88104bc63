package dev.upkeep.vrrp.resource;

import dev.upkeep.config.model.Route;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualAddress.Flag;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A resource as a configuration names it: interfaces by name.
public sealed interface ResourceSpec {

    /// The resource in the network as it is, null while an interface that it names does not exist.
    @Nullable Resource in(NetworkView network);

    /// What the kernel has for it, each of which can go on its own: nothing while an interface that
    /// it names does not exist, several routes for a multipath route of IPv6.
    default List<? extends Resource> resources(NetworkView network) {
        Resource resource = in(network);
        return switch (resource) {
            case null -> List.of();
            case Resource.Route route -> Resource.paths(route);
            case Resource.Address _, Resource.Rule _, Resource.Filter _ -> List.of(resource);
        };
    }

    /// Returns the names of the interfaces without which it cannot be set.
    List<String> interfaces();

    /// Returns its name in log lines: `route 10.0.0.0/8`.
    String text();

    /// A virtual or static address.
    ///
    /// @param device its interface, null for none that is known
    record OfAddress(VirtualAddress address, @Nullable String device) implements ResourceSpec {

        private static final int HOST_PREFIX_IPV6 = 128;

        @Override
        public Resource.@Nullable Address in(NetworkView network) {
            Link link = device == null ? null : network.link(device);
            return link == null
                    ? null
                    : new Resource.Address(
                            form(address, link.index()), !address.has(Flag.NO_TRACK));
        }

        @Override
        public List<String> interfaces() {
            return device == null ? List.of() : List.of(device);
        }

        @Override
        public String text() {
            return "address " + address.address() + (device == null ? "" : " dev " + device);
        }

        /// IPv6 addresses of a single host are never used as a source: their preferred lifetime is
        /// 0.
        private static InterfaceAddress form(VirtualAddress address, int interfaceIndex) {
            boolean ipv6 = address.address().family() == Family.INET6;
            int flags = 0;
            if (ipv6 && !address.has(Flag.DUPLICATE_ADDRESS_DETECTION)) {
                flags |= InterfaceAddress.NO_DAD;
            }
            if (address.has(Flag.HOME)) {
                flags |= InterfaceAddress.HOME;
            }
            if (address.has(Flag.MANAGE_TEMPORARY)) {
                flags |= InterfaceAddress.MANAGE_TEMPORARY;
            }
            if (address.has(Flag.NO_PREFIX_ROUTE)) {
                flags |= InterfaceAddress.NO_PREFIX_ROUTE;
            }
            if (address.has(Flag.AUTO_JOIN)) {
                flags |= InterfaceAddress.MULTICAST_AUTO_JOIN;
            }
            Long preferred = address.preferredLifetimeSeconds();
            long preferredDefault =
                    ipv6 && address.prefixLength() == HOST_PREFIX_IPV6
                            ? 0
                            : InterfaceAddress.FOREVER;
            return new InterfaceAddress(
                    interfaceIndex,
                    address.address(),
                    address.prefixLength(),
                    address.peer(),
                    address.broadcast(),
                    address.scope(),
                    flags,
                    address.label() == null ? "" : address.label(),
                    preferred == null ? preferredDefault : preferred,
                    InterfaceAddress.FOREVER);
        }
    }

    /// A virtual or static route.
    record OfRoute(Route route) implements ResourceSpec {
        @Override
        public Resource.@Nullable Route in(NetworkView network) {
            return RouteOptions.in(route, network);
        }

        @Override
        public List<String> interfaces() {
            return RouteOptions.interfaces(route).toList();
        }

        @Override
        public String text() {
            return "route " + route.prefix();
        }
    }

    /// A virtual or static rule.
    record OfRule(RoutingRule rule) implements ResourceSpec {
        @Override
        public Resource.Rule in(NetworkView network) {
            return RuleOptions.of(rule);
        }

        @Override
        public List<String> interfaces() {
            return List.of();
        }

        @Override
        public String text() {
            return "rule " + rule.preference();
        }
    }

    /// Packets to and from an address are dropped.
    ///
    /// @param device its interface, null for none that is known
    record OfFilter(IpAddress address, @Nullable String device) implements ResourceSpec {
        @Override
        public Resource.@Nullable Filter in(NetworkView network) {
            if (address.family() == Family.INET || !address.isLinkLocal()) {
                return new Resource.Filter(address, 0);
            }
            Link link = device == null ? null : network.link(device);
            return link == null ? null : new Resource.Filter(address, link.index());
        }

        @Override
        public List<String> interfaces() {
            return device == null ? List.of() : List.of(device);
        }

        @Override
        public String text() {
            return "filter for " + address;
        }
    }
}
