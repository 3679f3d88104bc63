package dev.upkeep.vrrp.vmac;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests to the kernel for virtual interfaces.
public final class VirtualLinkRequests {

    /// From so many removals on they go as a group.
    private static final int FEW = 3;

    /// The group that interfaces are put into before they are removed together ("upke" in ASCII).
    private static final int REMOVED = 0x75706b65;

    private VirtualLinkRequests() {}

    /// Makes an interface, switched off.
    ///
    /// @param below the parent, as it exists
    public static RouteRequest creation(VirtualLink link, Link below) {
        return switch (link.kind()) {
            case VirtualLink.Macvlan(var address) ->
                    new RouteRequest.AddMacvlan(link.name(), below.index(), address, link.group());
            case VirtualLink.LayerTwoIpvlan(var mode, _, _) ->
                    new RouteRequest.AddIpvlan(
                            link.name(),
                            below.index(),
                            switch (mode) {
                                case BRIDGE -> RouteRequest.AddIpvlan.Mode.BRIDGE;
                                case PRIVATE -> RouteRequest.AddIpvlan.Mode.PRIVATE;
                                case VEPA -> RouteRequest.AddIpvlan.Mode.VEPA;
                            },
                            link.group());
        };
    }

    /// The address that an ipvlan has of its own, null for none. One of IPv6 is never chosen by the
    /// kernel as the source of other packets, as in keepalived 2.2.7.
    ///
    /// @param present the interface, as it exists
    public static @Nullable InterfaceAddress ownAddress(VirtualLink link, Link present) {
        if (!(link.kind() instanceof VirtualLink.LayerTwoIpvlan(_, var address, int prefixLength))
                || address == null) {
            return null;
        }
        InterfaceAddress own = InterfaceAddress.of(present.index(), address, prefixLength);
        return address.family() == Family.INET ? own : linkLocal(present.index(), own);
    }

    /// The link-local address of a parent for an interface above it, which the kernel never chooses
    /// as the source of other packets.
    ///
    /// @param index of the interface
    public static InterfaceAddress linkLocal(int index, InterfaceAddress of) {
        return new InterfaceAddress(
                index,
                of.address(),
                of.prefixLength(),
                null,
                null,
                of.scope(),
                InterfaceAddress.NO_DAD,
                "",
                0,
                InterfaceAddress.FOREVER);
    }

    /// Adds the removal of interfaces. The kernel waits for its other processors once per request
    /// to remove, so many go as a group. Each by itself goes behind those of the group, for a
    /// kernel that refuses these, and is answered with ENODEV.
    public static void addRemovals(List<Integer> removed, List<RouteRequest> out) {
        if (removed.size() > FEW) {
            removed.forEach(index -> out.add(new RouteRequest.GroupLink(index, REMOVED)));
            out.add(new RouteRequest.DeleteGroup(REMOVED));
        }
        removed.forEach(index -> out.add(new RouteRequest.DeleteLink(index)));
    }
}
