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
        boolean single = route.nextHops().size() == 1;
        boolean onLink = single && route.nextHops().getFirst().onLink();
        out.begin(type, flags, sequence);
        out.header8(RouteEncoder.number(route.family())).header8(route.prefixLength());
        out.header8(route.sourcePrefixLength()).header8(route.tos());
        out.header8(route.table() < SMALL_TABLES ? (int) route.table() : 0);
        out.header8(route.protocol()).header8(route.scope()).header8(route.type());
        out.header32(onLink ? RTNH_F_ONLINK : 0);
        address(out, RTA_DST, route.destination());
        address(out, RTA_SRC, route.source());
        if (route.table() >= SMALL_TABLES) {
            out.u32(RTA_TABLE, (int) route.table());
        }
        if (route.metric() != 0) {
            out.u32(RTA_PRIORITY, (int) route.metric());
        }
        address(out, RTA_PREFSRC, route.preferredSource());
        metrics(out, route);
        if (route.expiresSeconds() != 0) {
            out.u32(RTA_EXPIRES, (int) route.expiresSeconds());
        }
        Integer preference = route.preference();
        if (preference != null) {
            out.u8(RTA_PREF, preference);
        }
        Boolean propagate = route.ttlPropagate();
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

    private static void metrics(MessageWriter out, RouteEntry route) {
        String algorithm = route.congestionControl();
        if (route.metrics().isEmpty() && algorithm == null && route.lockedMetrics() == 0) {
            return;
        }
        int list = out.beginPlainNested(RTA_METRICS);
        new TreeMap<>(route.metrics())
                .forEach((number, value) -> out.u32(number, value.intValue()));
        if (algorithm != null) {
            out.bytes(RTAX_CC_ALGO, algorithm.getBytes(StandardCharsets.US_ASCII));
        }
        if (route.lockedMetrics() != 0) {
            out.u32(RTAX_LOCK, (int) route.lockedMetrics());
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
        out.begin(type, flags, sequence);
        out.header8(RouteEncoder.number(rule.family())).header8(rule.toPrefixLength());
        out.header8(rule.fromPrefixLength()).header8(rule.tos());
        out.header8(rule.table() < SMALL_TABLES ? (int) rule.table() : 0);
        out.header8(0).header8(0).header8(rule.action());
        out.header32(rule.inverted() ? FIB_RULE_INVERT : 0);
        address(out, FRA_DST, rule.to());
        address(out, FRA_SRC, rule.from());
        string(out, FRA_IIFNAME, rule.inputInterface());
        number(out, FRA_GOTO, rule.target());
        out.u32(FRA_PRIORITY, (int) rule.preference());
        RuleEntry.Mark mark = rule.mark();
        if (mark != null) {
            out.u32(FRA_FWMARK, mark.value()).u32(FRA_FWMASK, mark.mask());
        }
        if (rule.realms() != 0) {
            out.u32(FRA_FLOW, rule.realms());
        }
        Long tunnel = rule.tunnelId();
        if (tunnel != null) {
            out.u64be(FRA_TUN_ID, tunnel);
        }
        number(out, FRA_SUPPRESS_IFGROUP, rule.suppressGroup());
        Integer suppress = rule.suppressPrefixLength();
        if (suppress != null) {
            out.u32(FRA_SUPPRESS_PREFIXLEN, suppress);
        }
        if (rule.table() >= SMALL_TABLES) {
            out.u32(FRA_TABLE, (int) rule.table());
        }
        string(out, FRA_OIFNAME, rule.outputInterface());
        if (rule.layer3Master()) {
            out.u8(FRA_L3MDEV, 1);
        }
        RuleEntry.Range users = rule.users();
        if (users != null) {
            ByteBuffer range = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            range.putInt((int) users.first()).putInt((int) users.last());
            out.bytes(FRA_UID_RANGE, range.array());
        }
        out.u8(FRA_PROTOCOL, rule.protocol());
        Integer protocol = rule.ipProtocol();
        if (protocol != null) {
            out.u8(FRA_IP_PROTO, protocol);
        }
        ports(out, FRA_SPORT_RANGE, rule.sourcePorts());
        ports(out, FRA_DPORT_RANGE, rule.destinationPorts());
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
