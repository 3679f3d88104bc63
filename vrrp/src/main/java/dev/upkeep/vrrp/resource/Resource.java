package dev.upkeep.vrrp.resource;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.RouteEntry;
import dev.upkeep.netlink.route.RouteRequest.Placement;
import dev.upkeep.netlink.route.RuleEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that VRRP sets in the kernel and takes away again, with interfaces by index: a name
/// may change its interface, an index does not.
public sealed interface Resource {

    /// Returns what identifies it to the kernel.
    Key key();

    /// Identity of a resource. Two resources with one key cannot exist side by side.
    sealed interface Key {
        /// An address of an interface.
        record OfAddress(int interfaceIndex, IpAddress address, int prefixLength) implements Key {
            /// Returns the key of an address as the kernel reports it.
            public static OfAddress of(InterfaceAddress address) {
                return new OfAddress(
                        address.interfaceIndex(), address.address(), address.prefixLength());
            }
        }

        /// A route of a table; a multipath route of IPv6 is several ([RouteEntry#paths]).
        ///
        /// @param hops gateways, and interfaces where there is none
        record OfRoute(
                Family family,
                int type,
                long table,
                RouteEntry.Selector selector,
                long metric,
                List<Hop> hops)
                implements Key {

            private static final long DEFAULT_METRIC_IPV6 = 1024;

            public OfRoute {
                hops = List.copyOf(hops);
            }

            /// A next hop. The kernel fills in the interface of a gateway, so that it counts only
            /// where addresses are no more than unique on a link.
            record Hop(@Nullable IpAddress gateway, int interfaceIndex) {
                private static Hop of(RouteEntry.NextHop hop) {
                    IpAddress gateway = hop.gateway();
                    boolean unique = gateway != null && !gateway.isLinkLocal();
                    return new Hop(gateway, unique ? 0 : hop.interfaceIndex());
                }
            }

            /// Where a route stands: among those of one place the kernel takes the first.
            public record Place(
                    Family family, long table, RouteEntry.Selector selector, long metric) {}

            /// Returns its place; `ip route replace` puts another route there.
            public Place place() {
                return new Place(family, table, selector, metric);
            }

            /// Returns the key of a route as the kernel reports it; the metric of an IPv6 route is
            /// 1024 when it has none.
            public static OfRoute of(RouteEntry route) {
                boolean drops = RouteEntry.drops(route.type());
                boolean ipv6 = route.family() == Family.INET6;
                return new OfRoute(
                        route.family(),
                        route.type(),
                        route.table(),
                        route.selector(),
                        ipv6 && route.metric() == 0 ? DEFAULT_METRIC_IPV6 : route.metric(),
                        drops ? List.of() : route.nextHops().stream().map(Hop::of).toList());
            }
        }

        /// An address to and from which packets are dropped.
        record OfFilter(IpAddress address, int interfaceIndex) implements Key {}

        /// A rule: two that differ in anything can exist side by side.
        record OfRule(RuleEntry rule) implements Key {}
    }

    /// Returns whether it goes with an interface.
    boolean on(int interfaceIndex);

    /// What its removal by another program means.
    Tracking tracking();

    /// What the removal of a resource by another program means.
    enum Tracking {
        /// It is put back, or reported to its owners where the drift guard is off.
        TRACKED,
        /// It is put back, or nothing where the drift guard is off: a route without an interface.
        UNTRACKED,
        /// Nothing: `no_track`.
        IGNORED;

        private static Tracking of(boolean tracked) {
            return tracked ? TRACKED : IGNORED;
        }
    }

    /// An address.
    record Address(InterfaceAddress address, boolean tracked) implements Resource {
        /// The flags that `ip addr change` sets and clears, of IPv6 addresses only.
        private static final int CHANGEABLE =
                InterfaceAddress.HOME
                        | InterfaceAddress.MANAGE_TEMPORARY
                        | InterfaceAddress.NO_PREFIX_ROUTE;

        /// Returns whether an address as the kernel reports it has other lifetimes or flags than
        /// this. A limited preferred lifetime grows shorter by itself.
        public boolean isChangedIn(InterfaceAddress reported) {
            long preferred = address.preferredSeconds();
            boolean limited = preferred != 0 && preferred != InterfaceAddress.FOREVER;
            boolean otherPreferred =
                    limited
                            ? reported.preferredSeconds() > preferred
                            : reported.preferredSeconds() != preferred;
            boolean otherFlags =
                    address.address().family() == Family.INET6
                            && ((reported.flags() ^ address.flags()) & CHANGEABLE) != 0;
            return otherPreferred
                    || otherFlags
                    || reported.validSeconds() != address.validSeconds();
        }

        @Override
        public Tracking tracking() {
            return Tracking.of(tracked);
        }

        @Override
        public Key key() {
            return Key.OfAddress.of(address);
        }

        @Override
        public boolean on(int interfaceIndex) {
            return address.interfaceIndex() == interfaceIndex;
        }
    }

    /// A route.
    record Route(RouteEntry route, Placement placement, Tracking tracking) implements Resource {
        @Override
        public Key key() {
            return Key.OfRoute.of(route);
        }

        @Override
        public boolean on(int interfaceIndex) {
            return route.nextHops().stream()
                    .anyMatch(hop -> hop.interfaceIndex() == interfaceIndex);
        }
    }

    /// The routes of the kernel for a configured one: as many as it has next hops in IPv6. The
    /// further ones join the first.
    static List<Route> paths(Route route) {
        List<Route> paths = new ArrayList<>();
        for (RouteEntry path : route.route().paths()) {
            paths.add(
                    new Route(
                            path,
                            paths.isEmpty() ? route.placement() : Placement.APPEND,
                            route.tracking()));
        }
        return paths;
    }

    /// A rule of policy routing; it outlives interfaces.
    record Rule(RuleEntry rule, boolean tracked) implements Resource {
        @Override
        public Tracking tracking() {
            return Tracking.of(tracked);
        }

        @Override
        public Key key() {
            return new Key.OfRule(rule);
        }

        @Override
        public boolean on(int interfaceIndex) {
            return false;
        }
    }

    /// An address to and from which packets are dropped (`no_accept`).
    ///
    /// @param interfaceIndex of a link-local address in IPv6, 0 for any other
    record Filter(IpAddress address, int interfaceIndex) implements Resource {
        @Override
        public Key key() {
            return new Key.OfFilter(address, interfaceIndex);
        }

        @Override
        public boolean on(int interfaceIndex) {
            return false;
        }

        @Override
        public Tracking tracking() {
            return Tracking.IGNORED;
        }
    }
}
