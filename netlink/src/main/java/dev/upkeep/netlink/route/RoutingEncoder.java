package dev.upkeep.netlink.route;

import static dev.upkeep.netlink.route.RouteNumbers.*;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.RouteEntry.Encapsulation;
import dev.upkeep.netlink.route.RouteEntry.NextHop;
import dev.upkeep.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Routes and rules to rtnetlink messages.
final class RoutingEncoder {

    private static final int SMALL_TABLES = 256; // beyond, the header has no room for the number

    private RoutingEncoder() {}

    /// `struct rtmsg` and its attributes.
    static void route(MessageWriter out, int type, int flags, int sequence, RouteEntry route) {
        // Only RTA_MULTIPATH has a place for a weight.
        boolean single = route.nextHops().size() == 1 && route.nextHops().getFirst().weight() == 1;
        boolean onLink = single && route.nextHops().getFirst().onLink();
        Prefix destination = route.selector().destination();
        Prefix source = route.selector().source();
        out.begin(type, flags, sequence);
        out.header8(RouteEncoder.number(route.family())).header8(length(destination));
        out.header8(length(source)).header8(route.selector().tos());
        out.header8(route.table() < SMALL_TABLES ? (int) route.table() : 0);
        out.header8(route.protocol()).header8(route.scope()).header8(route.type());
        out.header32(onLink ? RTNH_F_ONLINK : 0);
        address(out, RTA_DST, destination);
        address(out, RTA_SRC, source);
        if (route.table() >= SMALL_TABLES) {
            out.u32(RTA_TABLE, (int) route.table());
        }
        if (route.metric() != 0) {
            out.u32(RTA_PRIORITY, (int) route.metric());
        }
        address(out, RTA_PREFSRC, route.preferredSource());
        RouteEntry.Options options = route.options();
        metrics(out, options.metrics());
        if (options.expiresSeconds() != 0) {
            out.u32(RTA_EXPIRES, (int) options.expiresSeconds());
        }
        Integer preference = options.preference();
        if (preference != null) {
            out.u8(RTA_PREF, preference);
        }
        Boolean propagate = options.ttlPropagate();
        if (propagate != null) {
            out.u8(RTA_TTL_PROPAGATE, propagate ? 1 : 0);
        }
        if (single) {
            NextHop hop = route.nextHops().getFirst();
            nextHop(out, route.family(), hop);
            if (hop.interfaceIndex() != 0) {
                out.u32(RTA_OIF, hop.interfaceIndex());
            }
        } else if (!route.nextHops().isEmpty()) {
            multipath(out, route);
        }
        out.end();
    }

    private static void metrics(MessageWriter out, RouteEntry.Metrics metrics) {
        String algorithm = metrics.congestionControl();
        if (metrics.values().isEmpty() && algorithm == null && metrics.locked() == 0) {
            return;
        }
        int list = out.beginPlainNested(RTA_METRICS);
        new TreeMap<>(metrics.values())
                .forEach((number, value) -> out.u32(number, value.intValue()));
        if (algorithm != null) {
            out.bytes(RTAX_CC_ALGO, algorithm.getBytes(StandardCharsets.US_ASCII));
        }
        if (metrics.locked() != 0) {
            out.u32(RTAX_LOCK, (int) metrics.locked());
        }
        out.endNested(list);
    }

    /// `struct rtnexthop`, each with its attributes.
    private static void multipath(MessageWriter out, RouteEntry route) {
        int list = out.beginPlainNested(RTA_MULTIPATH);
        for (NextHop hop : route.nextHops()) {
            int at = out.length();
            out.header16(0).header8(hop.onLink() ? RTNH_F_ONLINK : 0).header8(hop.weight() - 1);
            out.header32(hop.interfaceIndex());
            nextHop(out, route.family(), hop);
            out.endNested(at); // the length stands where that of an attribute does
        }
        out.endNested(list);
    }

    private static void nextHop(MessageWriter out, Family family, NextHop hop) {
        IpAddress gateway = hop.gateway();
        if (gateway != null && gateway.family() == family) {
            address(out, RTA_GATEWAY, gateway);
        } else if (gateway != null) {
            byte[] bytes = gateway.bytes();
            ByteBuffer via = ByteBuffer.allocate(2 + bytes.length).order(ByteOrder.nativeOrder());
            via.putShort((short) RouteEncoder.number(gateway.family())).put(bytes);
            out.bytes(RTA_VIA, via.array());
        }
        if (hop.realms() != 0) {
            out.u32(RTA_FLOW, hop.realms());
        }
        Encapsulation encapsulation = hop.encapsulation();
        if (encapsulation != null) {
            encapsulation(out, encapsulation);
        }
    }

    private static void encapsulation(MessageWriter out, Encapsulation encapsulation) {
        int nested = out.beginNested(RTA_ENCAP);
        int type =
                switch (encapsulation) {
                    case Encapsulation.Ip ip -> {
                        tunnel(out, ip);
                        yield ip.family() == Family.INET ? LWTUNNEL_ENCAP_IP : LWTUNNEL_ENCAP_IP6;
                    }
                    case Encapsulation.Mpls(var labels) -> {
                        ByteBuffer stack = ByteBuffer.allocate(4 * labels.size());
                        for (int i = 0; i < labels.size(); i++) {
                            int bottom = i == labels.size() - 1 ? 1 : 0;
                            stack.putInt((labels.get(i) << 12) | (bottom << 8));
                        }
                        out.bytes(MPLS_IPTUNNEL_DST, stack.array());
                        yield LWTUNNEL_ENCAP_MPLS;
                    }
                    case Encapsulation.Ila(long locator) -> {
                        out.u64be(ILA_ATTR_LOCATOR, locator);
                        yield LWTUNNEL_ENCAP_ILA;
                    }
                };
        out.endNested(nested);
        out.u16(RTA_ENCAP_TYPE, type);
    }

    /// The attributes of both families have the same numbers.
    private static void tunnel(MessageWriter out, Encapsulation.Ip ip) {
        if (ip.id() != 0) {
            out.u64be(LWTUNNEL_IP_ID, ip.id());
        }
        address(out, LWTUNNEL_IP_DST, ip.destination());
        address(out, LWTUNNEL_IP_SRC, ip.source());
        if (ip.ttl() != 0) {
            out.u8(LWTUNNEL_IP_TTL, ip.ttl());
        }
        if (ip.tos() != 0) {
            out.u8(LWTUNNEL_IP_TOS, ip.tos());
        }
        if (ip.flags() != 0) {
            out.u16be(LWTUNNEL_IP_FLAGS, ip.flags());
        }
    }

    /// `struct fib_rule_hdr` and its attributes.
    static void rule(MessageWriter out, int type, int flags, int sequence, RuleEntry rule) {
        RuleEntry.Selector selector = rule.selector();
        RuleEntry.Action action = rule.action();
        out.begin(type, flags, sequence);
        out.header8(RouteEncoder.number(rule.family())).header8(length(selector.to()));
        out.header8(length(selector.from())).header8(selector.tos());
        out.header8(action.table() < SMALL_TABLES ? (int) action.table() : 0);
        out.header8(0).header8(0).header8(action.type());
        out.header32(selector.inverted() ? FIB_RULE_INVERT : 0);
        address(out, FRA_DST, selector.to());
        address(out, FRA_SRC, selector.from());
        string(out, FRA_IIFNAME, selector.inputInterface());
        number(out, FRA_GOTO, action.target());
        out.u32(FRA_PRIORITY, (int) rule.preference());
        RuleEntry.Mark mark = selector.mark();
        if (mark != null) {
            out.u32(FRA_FWMARK, mark.value()).u32(FRA_FWMASK, mark.mask());
        }
        if (action.realms() != 0) {
            out.u32(FRA_FLOW, action.realms());
        }
        Long tunnel = selector.tunnelId();
        if (tunnel != null) {
            out.u64be(FRA_TUN_ID, tunnel);
        }
        number(out, FRA_SUPPRESS_IFGROUP, action.suppressGroup());
        Integer suppress = action.suppressPrefixLength();
        if (suppress != null) {
            out.u32(FRA_SUPPRESS_PREFIXLEN, suppress);
        }
        if (action.table() >= SMALL_TABLES) {
            out.u32(FRA_TABLE, (int) action.table());
        }
        string(out, FRA_OIFNAME, selector.outputInterface());
        if (action.layer3Master()) {
            out.u8(FRA_L3MDEV, 1);
        }
        RuleEntry.Range users = selector.users();
        if (users != null) {
            ByteBuffer range = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            range.putInt((int) users.first()).putInt((int) users.last());
            out.bytes(FRA_UID_RANGE, range.array());
        }
        out.u8(FRA_PROTOCOL, rule.protocol());
        RuleEntry.Transport transport = selector.transport();
        Integer protocol = transport.protocol();
        if (protocol != null) {
            out.u8(FRA_IP_PROTO, protocol);
        }
        ports(out, FRA_SPORT_RANGE, transport.sourcePorts());
        ports(out, FRA_DPORT_RANGE, transport.destinationPorts());
        out.end();
    }

    private static void ports(MessageWriter out, int type, RuleEntry.@Nullable Range ports) {
        if (ports != null) {
            ByteBuffer range = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
            range.putShort((short) ports.first()).putShort((short) ports.last());
            out.bytes(type, range.array());
        }
    }

    private static void address(MessageWriter out, int type, @Nullable IpAddress address) {
        if (address != null) {
            out.bytes(type, address.bytes());
        }
    }

    private static void address(MessageWriter out, int type, @Nullable Prefix prefix) {
        address(out, type, prefix == null ? null : prefix.address());
    }

    private static int length(@Nullable Prefix prefix) {
        return prefix == null ? 0 : prefix.length();
    }

    private static void string(MessageWriter out, int type, @Nullable String text) {
        if (text != null) {
            out.string(type, text);
        }
    }

    private static void number(MessageWriter out, int type, @Nullable Long value) {
        if (value != null) {
            out.u32(type, value.intValue());
        }
    }
}
