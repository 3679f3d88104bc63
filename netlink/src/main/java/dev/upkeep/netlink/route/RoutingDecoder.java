package dev.upkeep.netlink.route;

import static dev.upkeep.netlink.route.RouteNumbers.*;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.RouteEntry.NextHop;
import dev.upkeep.netlink.wire.Attributes;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rtnetlink messages to routes and rules, as far as their identity goes: metrics, light-weight
/// tunnels and lifetimes of routes are left out.
public final class RoutingDecoder {

    private static final int PROTOCOL_AT = 5;

    private RoutingDecoder() {}

    /// Reads a route of protocol [RouteEntry#KEEPALIVED].
    ///
    /// @return null for any other; a router may have a million of them
    /// @throws MalformedMessageException if a length and the bytes disagree
    public static @Nullable RouteEntry ofKeepalived(MessageReader message)
            throws MalformedMessageException {
        return message.u8(PROTOCOL_AT) == RouteEntry.KEEPALIVED ? route(message) : null;
    }

    /// Reads a route.
    ///
    /// @return null when it is of another family than IPv4 and IPv6
    /// @throws MalformedMessageException if a length and the bytes disagree
    public static @Nullable RouteEntry route(MessageReader message)
            throws MalformedMessageException {
        Family family = family(message.u8(0));
        if (family == null) {
            return null;
        }
        int prefixLength = message.u8(1);
        int sourceLength = message.u8(2);
        int tos = message.u8(3);
        long table = message.u8(4);
        int protocol = message.u8(PROTOCOL_AT);
        int scope = message.u8(6);
        int type = message.u8(7);
        boolean onLink = (message.u32(8) & RTNH_F_ONLINK) != 0;
        IpAddress destination = null;
        IpAddress source = null;
        IpAddress preferred = null;
        IpAddress gateway = null;
        int index = 0;
        int realms = 0;
        long metric = 0;
        List<NextHop> hops = new ArrayList<>();
        Attributes in = message.attributes(RTMSG);
        while (in.next()) {
            switch (in.type()) {
                case RTA_DST -> destination = address(in, family);
                case RTA_SRC -> source = address(in, family);
                case RTA_PREFSRC -> preferred = address(in, family);
                case RTA_GATEWAY -> gateway = address(in, family);
                case RTA_VIA -> gateway = via(in.bytes());
                case RTA_OIF -> index = in.u32();
                case RTA_FLOW -> realms = in.u32();
                case RTA_PRIORITY -> metric = in.u32() & 0xffffffffL;
                case RTA_TABLE -> table = in.u32() & 0xffffffffL;
                case RTA_MULTIPATH -> multipath(in.bytes(), family, hops);
                default -> {} // cache information, metrics and many more
            }
        }
        if (hops.isEmpty() && (gateway != null || index != 0)) {
            hops.add(new NextHop(gateway, index, 1, onLink, realms, null));
        }
        return new RouteEntry(
                family,
                type,
                table,
                new RouteEntry.Selector(
                        Prefix.ofNullable(destination, prefixLength),
                        Prefix.ofNullable(source, sourceLength),
                        tos),
                scope,
                protocol,
                metric,
                preferred,
                hops,
                RouteEntry.Options.NONE);
    }

    /// `struct rtnexthop`, each with its attributes.
    private static void multipath(byte[] bytes, Family family, List<NextHop> into)
            throws MalformedMessageException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        while (in.remaining() >= RTNEXTHOP) {
            int start = in.position();
            int length = in.getShort() & 0xffff;
            if (length < RTNEXTHOP || length > in.limit() - start) {
                throw new MalformedMessageException(
                        "next hop: expected a length of 8 to the "
                                + (in.limit() - start)
                                + " bytes left, got "
                                + length);
            }
            int flags = in.get() & 0xff;
            int weight = (in.get() & 0xff) + 1;
            int index = in.getInt();
            IpAddress gateway = null;
            int realms = 0;
            Attributes attributes = Attributes.of(in.slice(start + RTNEXTHOP, length - RTNEXTHOP));
            while (attributes.next()) {
                switch (attributes.type()) {
                    case RTA_GATEWAY -> gateway = address(attributes, family);
                    case RTA_VIA -> gateway = via(attributes.bytes());
                    case RTA_FLOW -> realms = attributes.u32();
                    default -> {}
                }
            }
            into.add(
                    new NextHop(
                            gateway, index, weight, (flags & RTNH_F_ONLINK) != 0, realms, null));
            in.position(Math.min(in.limit(), start + ((length + 3) & ~3)));
        }
    }

    private static IpAddress address(Attributes in, Family family)
            throws MalformedMessageException {
        return IpAddress.of(in.bytes(family == Family.INET ? 4 : 16));
    }

    private static IpAddress via(byte[] bytes) throws MalformedMessageException {
        if (bytes.length != 2 + 4 && bytes.length != 2 + 16) {
            throw new MalformedMessageException(
                    "RTA_VIA: expected 6 or 18 bytes, got " + bytes.length);
        }
        byte[] address = new byte[bytes.length - 2];
        System.arraycopy(bytes, 2, address, 0, address.length);
        return IpAddress.of(address);
    }

    /// Reads a rule.
    ///
    /// @return null when it is of another family than IPv4 and IPv6
    /// @throws MalformedMessageException if a length and the bytes disagree
    public static @Nullable RuleEntry rule(MessageReader message) throws MalformedMessageException {
        Family family = family(message.u8(0));
        if (family == null) {
            return null;
        }
        int toLength = message.u8(1);
        int fromLength = message.u8(2);
        int tos = message.u8(3);
        long table = message.u8(4);
        int action = message.u8(7);
        boolean inverted = (message.u32(8) & FIB_RULE_INVERT) != 0;
        IpAddress to = null;
        IpAddress from = null;
        String input = null;
        String output = null;
        Long target = null;
        long preference = 0;
        int mark = 0;
        int mask = 0;
        boolean marked = false;
        int realms = 0;
        Long tunnel = null;
        Long group = null;
        Integer suppress = null;
        boolean layer3Master = false;
        RuleEntry.Range users = null;
        int protocol = 0;
        Integer ipProtocol = null;
        RuleEntry.Range sourcePorts = null;
        RuleEntry.Range destinationPorts = null;
        Attributes in = message.attributes(RTMSG);
        while (in.next()) {
            switch (in.type()) {
                case FRA_DST -> to = address(in, family);
                case FRA_SRC -> from = address(in, family);
                case FRA_IIFNAME -> input = in.string();
                case FRA_OIFNAME -> output = in.string();
                case FRA_GOTO -> target = in.u32() & 0xffffffffL;
                case FRA_PRIORITY -> preference = in.u32() & 0xffffffffL;
                case FRA_FWMARK -> {
                    mark = in.u32();
                    marked = true;
                }
                case FRA_FWMASK -> mask = in.u32();
                case FRA_FLOW -> realms = in.u32();
                case FRA_TUN_ID -> tunnel = in.u64be();
                case FRA_SUPPRESS_IFGROUP -> group = in.u32() == -1 ? null : in.u32() & 0xffffffffL;
                case FRA_SUPPRESS_PREFIXLEN -> suppress = in.u32() == -1 ? null : in.u32();
                case FRA_TABLE -> table = in.u32() & 0xffffffffL;
                case FRA_L3MDEV -> layer3Master = in.u8() != 0;
                case FRA_UID_RANGE ->
                        users =
                                new RuleEntry.Range(
                                        in.u32(0) & 0xffffffffL, in.u32(4) & 0xffffffffL);
                case FRA_PROTOCOL -> protocol = in.u8();
                case FRA_IP_PROTO -> ipProtocol = in.u8();
                case FRA_SPORT_RANGE -> sourcePorts = ports(in);
                case FRA_DPORT_RANGE -> destinationPorts = ports(in);
                default -> {} // a newer kernel does no harm
            }
        }
        return new RuleEntry(
                family,
                preference,
                new RuleEntry.Selector(
                        inverted,
                        Prefix.ofNullable(from, fromLength),
                        Prefix.ofNullable(to, toLength),
                        tos,
                        marked ? new RuleEntry.Mark(mark, mask) : null,
                        input,
                        output,
                        tunnel,
                        users,
                        new RuleEntry.Transport(ipProtocol, sourcePorts, destinationPorts)),
                new RuleEntry.Action(action, table, layer3Master, target, realms, suppress, group),
                protocol);
    }

    private static RuleEntry.Range ports(Attributes in) throws MalformedMessageException {
        ByteBuffer range = ByteBuffer.wrap(in.bytes(4)).order(ByteOrder.nativeOrder());
        return new RuleEntry.Range(range.getShort(0) & 0xffff, range.getShort(2) & 0xffff);
    }

    private static @Nullable Family family(int number) {
        return switch (number) {
            case AF_INET -> Family.INET;
            case AF_INET6 -> Family.INET6;
            default -> null;
        };
    }
}
