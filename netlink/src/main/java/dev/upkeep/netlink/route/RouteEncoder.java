package dev.upkeep.netlink.route;

import static dev.upkeep.netlink.route.RouteNumbers.*;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.net.Ipv6Address;
import dev.upkeep.netlink.wire.MessageWriter;
import dev.upkeep.netlink.wire.Netlink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Requests to rtnetlink messages.
public final class RouteEncoder {

    /// No request is longer.
    public static final int LONGEST_REQUEST = 8192;

    private static final int CACHEINFO_BYTES = 16; // struct ifa_cacheinfo

    private RouteEncoder() {}

    /// Writes one change.
    public static void change(MessageWriter out, int sequence, RouteRequest request) {
        switch (request) {
            case RouteRequest.AddAddress(var address) ->
                    address(
                            out,
                            RTM_NEWADDR,
                            Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL,
                            sequence,
                            address);
            case RouteRequest.ReplaceAddress(var address) ->
                    address(
                            out,
                            RTM_NEWADDR,
                            Netlink.NLM_F_CREATE | Netlink.NLM_F_REPLACE,
                            sequence,
                            address);
            case RouteRequest.DeleteAddress(var address) ->
                    address(out, RTM_DELADDR, 0, sequence, address);
            case RouteRequest.AddRoute(var route, var placement) ->
                    RoutingEncoder.route(
                            out,
                            RTM_NEWROUTE,
                            switch (placement) {
                                case PREPEND -> Netlink.NLM_F_CREATE;
                                case APPEND -> Netlink.NLM_F_CREATE | Netlink.NLM_F_APPEND;
                                case REPLACE -> Netlink.NLM_F_CREATE | Netlink.NLM_F_REPLACE;
                                case EXCLUSIVE -> Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;
                            },
                            sequence,
                            route);
            case RouteRequest.DeleteRoute(var route) ->
                    RoutingEncoder.route(out, RTM_DELROUTE, 0, sequence, route);
            case RouteRequest.AddRule(var rule) ->
                    RoutingEncoder.rule(
                            out,
                            RTM_NEWRULE,
                            Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL,
                            sequence,
                            rule);
            case RouteRequest.DeleteRule(var rule) ->
                    RoutingEncoder.rule(out, RTM_DELRULE, 0, sequence, rule);
            case RouteRequest.SwitchLink(var index, var up) ->
                    link(out, RTM_NEWLINK, 0, sequence, index, up ? IFF_UP : 0, IFF_UP).end();
            case RouteRequest.AddMacvlan(var name, var parent, var address, var group) -> {
                int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;
                link(out, RTM_NEWLINK, flags, sequence, 0, 0, 0);
                out.bytes(IFLA_ADDRESS, address.bytes());
                out.u32(IFLA_LINK, parent);
                out.string(IFLA_IFNAME, name);
                if (group != 0) {
                    out.u32(IFLA_GROUP, group);
                }
                int info = out.beginNested(IFLA_LINKINFO);
                out.string(IFLA_INFO_KIND, "macvlan");
                int data = out.beginNested(IFLA_INFO_DATA);
                out.u32(IFLA_MACVLAN_MODE, MACVLAN_MODE_PRIVATE);
                out.endNested(data).endNested(info).end();
            }
            case RouteRequest.AddIpvlan(var name, var parent, var mode, var group) -> {
                int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;
                link(out, RTM_NEWLINK, flags, sequence, 0, 0, 0);
                out.u32(IFLA_LINK, parent);
                out.string(IFLA_IFNAME, name);
                if (group != 0) {
                    out.u32(IFLA_GROUP, group);
                }
                int info = out.beginNested(IFLA_LINKINFO);
                out.string(IFLA_INFO_KIND, "ipvlan");
                int data = out.beginNested(IFLA_INFO_DATA);
                out.u16(IFLA_IPVLAN_MODE, IPVLAN_MODE_L2);
                out.u16(
                        IFLA_IPVLAN_FLAGS,
                        switch (mode) {
                            case BRIDGE -> 0;
                            case PRIVATE -> IPVLAN_F_PRIVATE;
                            case VEPA -> IPVLAN_F_VEPA;
                        });
                out.endNested(data).endNested(info).end();
            }
            case RouteRequest.DeleteLink(var index) ->
                    link(out, RTM_DELLINK, 0, sequence, index, 0, 0).end();
            case RouteRequest.GroupLink(var index, var group) ->
                    link(out, RTM_NEWLINK, 0, sequence, index, 0, 0).u32(IFLA_GROUP, group).end();
            case RouteRequest.DeleteGroup(var group) ->
                    link(out, RTM_DELLINK, 0, sequence, 0, 0, 0).u32(IFLA_GROUP, group).end();
        }
    }

    /// Asks for all links, without their statistics.
    public static void dumpLinks(MessageWriter out, int sequence) {
        link(out, RTM_GETLINK, Netlink.NLM_F_DUMP, sequence, 0, 0, 0);
        out.u32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS).end();
    }

    /// Asks for all addresses of both families.
    public static void dumpAddresses(MessageWriter out, int sequence) {
        out.begin(RTM_GETADDR, Netlink.NLM_F_DUMP, sequence);
        out.header8(AF_UNSPEC).header8(0).header8(0).header8(0).header32(0).end();
    }

    /// Asks for the routes of protocol [RouteEntry#KEEPALIVED] of a family.
    static void dumpRoutes(MessageWriter out, int sequence, Family family) {
        out.begin(RTM_GETROUTE, Netlink.NLM_F_DUMP, sequence);
        out.header8(number(family)).header8(0).header8(0).header8(0).header8(0);
        out.header8(RouteEntry.KEEPALIVED).header8(0).header8(0).header32(0).end();
    }

    /// Asks for the rules of a family.
    static void dumpRules(MessageWriter out, int sequence, Family family) {
        out.begin(RTM_GETRULE, Netlink.NLM_F_DUMP, sequence);
        out.header8(number(family)).header8(0).header8(0).header8(0);
        out.header32(0).header32(0).end();
    }

    /// `struct ifinfomsg`.
    private static MessageWriter link(
            MessageWriter out, int type, int flags, int sequence, int index, int on, int change) {
        out.begin(type, flags, sequence);
        out.header8(AF_UNSPEC).header8(0).header16(0).header32(index);
        return out.header32(on).header32(change);
    }

    /// `struct ifaddrmsg` and its attributes. With a peer, `IFA_ADDRESS` is the peer's.
    private static void address(
            MessageWriter out, int type, int flags, int sequence, InterfaceAddress address) {
        Family family = address.address().family();
        out.begin(type, flags, sequence);
        out.header8(number(family)).header8(address.prefixLength());
        out.header8(address.flags() & 0xff).header8(address.scope());
        out.header32(address.interfaceIndex());
        IpAddress peer = address.peer();
        address(out, IFA_LOCAL, address.address());
        if (!address.label().isEmpty()) {
            out.string(IFA_LABEL, address.label());
        }
        address(out, IFA_ADDRESS, peer == null ? address.address() : peer);
        IpAddress broadcast = address.broadcast();
        if (broadcast != null) {
            address(out, IFA_BROADCAST, broadcast);
        }
        if (address.flags() > 0xff) {
            out.u32(IFA_FLAGS, address.flags());
        }
        if (address.preferredSeconds() != InterfaceAddress.FOREVER
                || address.validSeconds() != InterfaceAddress.FOREVER) {
            ByteBuffer life = ByteBuffer.allocate(CACHEINFO_BYTES).order(ByteOrder.nativeOrder());
            life.putInt((int) address.preferredSeconds()).putInt((int) address.validSeconds());
            out.bytes(IFA_CACHEINFO, life.array());
        }
        out.end();
    }

    private static void address(MessageWriter out, int type, IpAddress address) {
        switch (address) {
            case Ipv4Address(int bits) -> out.u32be(type, bits);
            case Ipv6Address six -> out.bytes(type, six.bytes());
        }
    }

    static int number(Family family) {
        return switch (family) {
            case INET -> AF_INET;
            case INET6 -> AF_INET6;
        };
    }
}
