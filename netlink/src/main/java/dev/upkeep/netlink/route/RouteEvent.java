package dev.upkeep.netlink.route;

import java.util.List;

/// An event of links and addresses, in the order of the kernel. Notifications repeat: a link may be
/// reported without a change of what [Link] holds.
public sealed interface RouteEvent {

    /// A link is new or changed.
    record LinkChanged(Link link) implements RouteEvent {}

    /// A link is gone.
    record LinkRemoved(Link link) implements RouteEvent {}

    /// An address is new or changed.
    ///
    /// @param port as in [AddressRemoved]; 0 for all IPv6 addresses
    record AddressChanged(InterfaceAddress address, int port) implements RouteEvent {
        /// Makes the event of an address that the kernel changed itself.
        public AddressChanged(InterfaceAddress address) {
            this(address, 0);
        }
    }

    /// An address is gone.
    ///
    /// @param port netlink port of the program that removed it, usually its process id; 0 for the
    ///   kernel
    record AddressRemoved(InterfaceAddress address, int port) implements RouteEvent {
        /// Makes the event of an address that the kernel removed itself.
        public AddressRemoved(InterfaceAddress address) {
            this(address, 0);
        }
    }

    /// A route of protocol [RouteEntry#KEEPALIVED] is gone.
    ///
    /// @param port as in [AddressRemoved]
    record RouteRemoved(RouteEntry route, int port) implements RouteEvent {}

    /// A route has taken the place of the one, or the ones, to the same packets with the same
    /// metric in the same table (`NLM_F_REPLACE`), whose removal is not reported. Replacements that
    /// the socket requested itself are left out.
    ///
    /// @param route of any protocol
    /// @param port as in [AddressRemoved]
    record RouteReplaced(RouteEntry route, int port) implements RouteEvent {}

    /// A rule of protocol [RouteEntry#KEEPALIVED] is gone.
    ///
    /// @param port as in [AddressRemoved]
    record RuleRemoved(RuleEntry rule, int port) implements RouteEvent {}

    /// Notifications were lost (ENOBUFS); this is all there is now. What a receiver knew and does
    /// not find here is gone.
    record Resynchronized(List<Link> links, List<InterfaceAddress> addresses)
            implements RouteEvent {
        public Resynchronized {
            links = List.copyOf(links);
            addresses = List.copyOf(addresses);
        }
    }
}
