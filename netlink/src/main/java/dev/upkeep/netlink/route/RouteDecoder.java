package dev.upkeep.netlink.route;

import static dev.upkeep.netlink.route.RouteNumbers.*;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.wire.Attributes;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import dev.upkeep.netlink.wire.Netlink;
import org.jspecify.annotations.Nullable;

/// Rtnetlink messages to what they report.
public final class RouteDecoder {

    private RouteDecoder() {}

    /// Reads a notification.
    ///
    /// @return null when it is about something else
    /// @throws MalformedMessageException if a length and the bytes disagree
    public static @Nullable RouteEvent event(MessageReader message)
            throws MalformedMessageException {
        return switch (message.type()) {
            // A bridge reports its ports in the same group and with the same types: a port that
            // leaves a bridge is no link that goes.
            case RTM_NEWLINK ->
                    message.u8(0) == AF_UNSPEC ? new RouteEvent.LinkChanged(link(message)) : null;
            case RTM_DELLINK ->
                    message.u8(0) == AF_UNSPEC ? new RouteEvent.LinkRemoved(link(message)) : null;
            case RTM_NEWADDR, RTM_DELADDR -> {
                InterfaceAddress address = address(message);
                if (address == null) {
                    yield null;
                }
                yield message.type() == RTM_NEWADDR
                        ? new RouteEvent.AddressChanged(address, message.port())
                        : new RouteEvent.AddressRemoved(address, message.port());
            }
            case RTM_NEWROUTE -> {
                boolean replaced = (message.flags() & Netlink.NLM_F_REPLACE) != 0;
                RouteEntry route = replaced ? RoutingDecoder.route(message) : null;
                if (route == null) {
                    yield null;
                }
                yield new RouteEvent.RouteReplaced(route, message.port());
            }
            case RTM_DELROUTE -> {
                RouteEntry route = RoutingDecoder.ofKeepalived(message);
                if (route == null) {
                    yield null;
                }
                yield new RouteEvent.RouteRemoved(route, message.port());
            }
            case RTM_DELRULE -> {
                RuleEntry rule = RoutingDecoder.rule(message);
                if (rule == null || rule.protocol() != RouteEntry.KEEPALIVED) {
                    yield null;
                }
                yield new RouteEvent.RuleRemoved(rule, message.port());
            }
            default -> null;
        };
    }

    /// Reads a link.
    ///
    /// @throws MalformedMessageException if a length and the bytes disagree
    public static Link link(MessageReader message) throws MalformedMessageException {
        int type = message.u16(2);
        int index = message.u32(4);
        int flags = message.u32(8);
        String name = "";
        HardwareAddress address = HardwareAddress.NONE;
        int mtu = 0;
        int parent = 0;
        int controller = 0;
        String kind = "";
        long vrfTable = 0;
        Attributes in = message.attributes(IFINFOMSG);
        while (in.next()) {
            switch (in.type()) {
                case IFLA_IFNAME -> name = in.string();
                case IFLA_ADDRESS -> address = HardwareAddress.of(in.bytes());
                case IFLA_MTU -> mtu = in.u32();
                case IFLA_LINK -> parent = in.u32();
                case IFLA_MASTER -> controller = in.u32();
                case IFLA_LINKINFO -> {
                    kind = kind(in.nested());
                    vrfTable = kind.equals("vrf") ? vrfTable(in.nested()) : 0;
                }
                default -> {} // statistics and many more
            }
        }
        return new Link(index, name, flags, type, address, mtu, parent, controller, kind, vrfTable);
    }

    private static long vrfTable(Attributes in) throws MalformedMessageException {
        while (in.next()) {
            if (in.type() == IFLA_INFO_DATA) {
                Attributes data = in.nested();
                while (data.next()) {
                    if (data.type() == IFLA_VRF_TABLE) {
                        return data.u32() & 0xffffffffL;
                    }
                }
            }
        }
        return 0;
    }

    private static String kind(Attributes in) throws MalformedMessageException {
        String kind = "";
        while (in.next()) {
            if (in.type() == IFLA_INFO_KIND) {
                kind = in.string();
            }
        }
        return kind;
    }

    /// Reads an address.
    ///
    /// @return null when it is of another family than IPv4 and IPv6
    /// @throws MalformedMessageException if a length and the bytes disagree
    public static @Nullable InterfaceAddress address(MessageReader message)
            throws MalformedMessageException {
        int bytes =
                switch (message.u8(0)) {
                    case AF_INET -> 4;
                    case AF_INET6 -> 16;
                    default -> 0;
                };
        if (bytes == 0) {
            return null;
        }
        int prefixLength = message.u8(1);
        int flags = message.u8(2);
        int scope = message.u8(3);
        int index = message.u32(4);
        IpAddress local = null;
        IpAddress other = null;
        IpAddress broadcast = null;
        String label = "";
        long preferred = InterfaceAddress.FOREVER;
        long valid = InterfaceAddress.FOREVER;
        Attributes in = message.attributes(IFADDRMSG);
        while (in.next()) {
            switch (in.type()) {
                case IFA_LOCAL -> local = IpAddress.of(in.bytes(bytes));
                case IFA_ADDRESS -> other = IpAddress.of(in.bytes(bytes));
                case IFA_BROADCAST -> broadcast = IpAddress.of(in.bytes(bytes));
                case IFA_LABEL -> label = in.string();
                case IFA_FLAGS -> flags = in.u32();
                case IFA_CACHEINFO -> {
                    preferred = in.u32(0) & 0xffffffffL;
                    valid = in.u32(4) & 0xffffffffL;
                }
                default -> {} // a newer kernel does no harm
            }
        }
        IpAddress address = local == null ? other : local; // IPv6 sends the second one alone
        if (address == null) {
            throw new MalformedMessageException(
                    "interface address: expected IFA_LOCAL or IFA_ADDRESS");
        }
        IpAddress peer = other == null || other.equals(address) ? null : other;
        return new InterfaceAddress(
                index,
                address,
                prefixLength,
                peer,
                broadcast,
                scope,
                flags,
                label,
                preferred,
                valid);
    }
}
