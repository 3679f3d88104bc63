package dev.upkeep.netlink.route;

/// One change of links or addresses.
public sealed interface RouteRequest {

    /// `RTM_NEWADDR`; refused with EEXIST when it is there.
    record AddAddress(InterfaceAddress address) implements RouteRequest {}

    /// `RTM_NEWADDR` that replaces lifetimes and flags of an address that is there.
    record ReplaceAddress(InterfaceAddress address) implements RouteRequest {}

    /// `RTM_DELADDR`; refused with EADDRNOTAVAIL when it is gone.
    record DeleteAddress(InterfaceAddress address) implements RouteRequest {}

    /// `RTM_NEWROUTE`; refused with EEXIST when it is there.
    record AddRoute(RouteEntry route, Placement placement) implements RouteRequest {}

    /// `RTM_DELROUTE`; refused with ESRCH when it is gone.
    record DeleteRoute(RouteEntry route) implements RouteRequest {}

    /// `RTM_NEWRULE`; refused with EEXIST when it is there.
    record AddRule(RuleEntry rule) implements RouteRequest {}

    /// `RTM_DELRULE`; refused with ENOENT when it is gone.
    record DeleteRule(RuleEntry rule) implements RouteRequest {}

    /// Places of a route among those to the same destination.
    enum Placement {
        /// In front of equal ones (IPv4).
        PREPEND,
        /// Behind equal ones; a further next hop of an IPv6 route.
        APPEND,
        /// In place of the first equal one, and of all its next hops in IPv6.
        REPLACE,
        /// Nowhere when there is one already.
        EXCLUSIVE
    }

    /// `RTM_NEWLINK` on an interface that is there: switches it on or off.
    record SwitchLink(int interfaceIndex, boolean up) implements RouteRequest {}

    /// `RTM_NEWLINK` of kind `macvlan` in private mode; refused with EEXIST when the name is taken.
    ///
    /// @param parent index of the interface below
    /// @param address link-layer address: 00:00:5e:00:01:VRID for VRRP
    /// @param group interface group, 0 for the default one
    record AddMacvlan(String name, int parent, HardwareAddress address, int group)
            implements RouteRequest {}

    /// `RTM_NEWLINK` of kind `ipvlan` in layer 2; refused with EEXIST when the name is taken.
    ///
    /// @param parent index of the interface below
    /// @param group interface group, 0 for the default one
    record AddIpvlan(String name, int parent, Mode mode, int group) implements RouteRequest {
        /// Modes in which its siblings see it.
        public enum Mode {
            BRIDGE,
            PRIVATE,
            VEPA
        }
    }

    /// `RTM_DELLINK`; refused with ENODEV when it is gone.
    record DeleteLink(int interfaceIndex) implements RouteRequest {}

    /// `RTM_NEWLINK` on an interface that is there: puts it into a group.
    record GroupLink(int interfaceIndex, int group) implements RouteRequest {}

    /// `RTM_DELLINK` of all interfaces of a group, in the time that one takes; refused with ENODEV
    /// when the group is empty.
    ///
    /// @param group not 0, the default group
    record DeleteGroup(int group) implements RouteRequest {}
}
