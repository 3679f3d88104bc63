package dev.upkeep.netlink.route;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.Hex;
import dev.upkeep.netlink.route.RouteEntry.Encapsulation;
import dev.upkeep.netlink.route.RouteEntry.NextHop;
import dev.upkeep.netlink.route.RouteRequest.AddRoute;
import dev.upkeep.netlink.route.RouteRequest.AddRule;
import dev.upkeep.netlink.route.RouteRequest.Placement;
import dev.upkeep.netlink.route.RuleEntry.Action;
import dev.upkeep.netlink.route.RuleEntry.Selector;
import dev.upkeep.netlink.route.RuleEntry.Transport;
import dev.upkeep.netlink.wire.MessageReader;
import dev.upkeep.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Routes and rules as `ip` of iproute2 6.1 sends them (`strace -e trace=sendmsg -e write=3 ip
/// ..`), without its request for an acknowledgement. Attributes may stand in another order: `ip`
/// writes them in the order of its command line.
class RoutingCodecTest {

    static Stream<Arguments> requests() {
        return Stream.of(
                arguments(
                        "ip route add 10.66.0.0/16 via 10.9.0.7 dev v0 proto 18 metric 5 src 10.9.0.1",
                        new AddRoute(
                                new Draft("10.66.0.0", 16)
                                        .metric(5)
                                        .preferred("10.9.0.1")
                                        .via("10.9.0.7", 3, 1, 0)
                                        .entry(),
                                Placement.EXCLUSIVE),
                        """
                        44000000 18000106 07000000 00000000 02100000 fe120001 00000000 08000100
                        0a420000 08000500 0a090007 08000600 05000000 08000700 0a090001 08000400
                        03000000
                        """),
                arguments(
                        "ip route add 10.67.0.0/16 proto 18 mtu lock 1400 advmss 1300 dev v0 rto_min 200ms congctl reno scope link tos 4 table 1000",
                        new AddRoute(
                                new Draft("10.67.0.0", 16)
                                        .tos(4)
                                        .scope(253)
                                        .table(1000)
                                        .metrics(
                                                Map.of(2, 1400L, 8, 1300L, 13, 200L),
                                                0x2004,
                                                "reno")
                                        .dev(3)
                                        .entry(),
                                Placement.EXCLUSIVE),
                        """
                        60000000 18000106 07000000 00000000 02100004 0012fd01 00000000 08000100
                        0a430000 08000f00 e8030000 08000400 03000000 2c000800 08000200 78050000
                        08000800 14050000 08000d00 c8000000 08001000 72656e6f 08000100 04200000
                        """),
                arguments(
                        "ip route add 10.68.0.0/16 proto 18 nexthop via 10.9.0.7 dev v0 weight 2 nexthop via 10.9.0.8 dev v0 onlink",
                        new AddRoute(
                                new Draft("10.68.0.0", 16)
                                        .via("10.9.0.7", 3, 2, 0)
                                        .onLink("10.9.0.8", 3)
                                        .entry(),
                                Placement.EXCLUSIVE),
                        """
                        48000000 18000106 07000000 00000000 02100000 fe120001 00000000 08000100
                        0a440000 24000900 10000001 03000000 08000500 0a090007 10000400 03000000
                        08000500 0a090008
                        """),
                arguments(
                        "ip route append fd67::/32 proto 18 nexthop via fd09::7 dev v0 weight 3",
                        new AddRoute(
                                new Draft("fd67::", 32).via("fd09::7", 3, 3, 0).entry(),
                                Placement.APPEND),
                        """
                        50000000 1800010c 07000000 00000000 0a200000 fe120001 00000000 14000100
                        fd670000 00000000 00000000 00000000 20000900 1c000002 03000000 14000500
                        fd090000 00000000 00000000 00000007
                        """),
                arguments(
                        "ip route add blackhole 10.69.0.0/16 proto 18",
                        new AddRoute(
                                new Draft("10.69.0.0", 16).type(6).entry(), Placement.EXCLUSIVE),
                        """
                        24000000 18000106 07000000 00000000 02100000 fe120006 00000000 08000100
                        0a450000
                        """),
                arguments(
                        "ip route add default via fd09::7 dev v0 proto 18 metric 512 pref high",
                        new AddRoute(
                                new Draft(Family.INET6)
                                        .metric(512)
                                        .preference(1)
                                        .via("fd09::7", 3, 1, 0)
                                        .entry(),
                                Placement.EXCLUSIVE),
                        """
                        48000000 18000106 07000000 00000000 0a000000 fe120001 00000000 14000500
                        fd090000 00000000 00000000 00000007 08000600 00020000 05001400 01000000
                        08000400 03000000
                        """),
                arguments(
                        "ip route add 2001:db8:1::/48 dev v0 proto 18 expires 100",
                        new AddRoute(
                                new Draft("2001:db8:1::", 48).dev(2).expires(100).entry(),
                                Placement.EXCLUSIVE),
                        """
                        40000000 18000106 07000000 00000000 0a300000 fe120001 00000000 14000100
                        20010db8 00010000 00000000 00000000 08001700 64000000 08000400 02000000
                        """),
                arguments(
                        "ip route add 10.1.0.0/16 dev v0 proto 18 ttl-propagate enabled",
                        new AddRoute(
                                new Draft("10.1.0.0", 16)
                                        .scope(253)
                                        .dev(2)
                                        .ttlPropagate(true)
                                        .entry(),
                                Placement.EXCLUSIVE),
                        """
                        34000000 18000106 07000000 00000000 02100000 fe12fd01 00000000 08000100
                        0a010000 05001a00 01000000 08000400 02000000
                        """),
                arguments(
                        "ip route add 10.2.0.0/16 dev v0 proto 18 ttl-propagate disabled",
                        new AddRoute(
                                new Draft("10.2.0.0", 16)
                                        .scope(253)
                                        .dev(2)
                                        .ttlPropagate(false)
                                        .entry(),
                                Placement.EXCLUSIVE),
                        """
                        34000000 18000106 07000000 00000000 02100000 fe12fd01 00000000 08000100
                        0a020000 05001a00 00000000 08000400 02000000
                        """),
                arguments(
                        "ip route add 10.70.0.0/16 via inet6 fd09::7 dev v0 proto 18",
                        new AddRoute(
                                new Draft("10.70.0.0", 16).via("fd09::7", 3, 1, 0).entry(),
                                Placement.EXCLUSIVE),
                        """
                        44000000 18000106 07000000 00000000 02100000 fe120001 00000000 08000100
                        0a460000 16001200 0a00fd09 00000000 00000000 00000000 00070000 08000400
                        03000000
                        """),
                arguments(
                        "ip route add 10.71.0.0/16 encap ip id 7 dst 10.9.0.9 ttl 9 via 10.9.0.7 dev v0 proto 18",
                        new AddRoute(
                                new Draft("10.71.0.0", 16)
                                        .through(
                                                new Encapsulation.Ip(
                                                        Family.INET,
                                                        7,
                                                        IpAddress.parse("10.9.0.9"),
                                                        null,
                                                        0,
                                                        9,
                                                        0))
                                        .entry(),
                                Placement.EXCLUSIVE),
                        """
                        5c000000 18000106 07000000 00000000 02100000 fe120001 00000000 08000100
                        0a470000 20001680 0c000100 00000000 00000007 08000200 0a090009 05000400
                        09000000 06001500 02000100 08000500 0a090007 08000400 03000000
                        """),
                arguments(
                        "ip route add 10.72.0.0/16 encap mpls 100/200 via 10.9.0.7 dev v0 proto 18",
                        new AddRoute(
                                new Draft("10.72.0.0", 16)
                                        .through(new Encapsulation.Mpls(List.of(100, 200)))
                                        .entry(),
                                Placement.EXCLUSIVE),
                        """
                        4c000000 18000106 07000000 00000000 02100000 fe120001 00000000 08000100
                        0a480000 10001680 0c000100 00064000 000c8100 06001500 01000100 08000500
                        0a090007 08000400 03000000
                        """),
                arguments(
                        "ip route append 10.66.0.0/16 via 10.9.0.8 dev v0 proto 18 metric 5 realms 3/4",
                        new AddRoute(
                                new Draft("10.66.0.0", 16)
                                        .metric(5)
                                        .via("10.9.0.8", 3, 1, 0x30004)
                                        .entry(),
                                Placement.APPEND),
                        """
                        44000000 1800010c 07000000 00000000 02100000 fe120001 00000000 08000100
                        0a420000 08000500 0a090008 08000600 05000000 08000b00 04000300 08000400
                        03000000
                        """),
                arguments(
                        "ip rule add from 10.5.0.100 table 100 preference 500 protocol 18",
                        new AddRule(rule(500, 100, "10.5.0.100/32")),
                        """
                        34000000 20000106 07000000 00000000 02002000 64000001 00000000 08000200
                        0a050064 08000600 f4010000 05001500 12000000
                        """),
                arguments(
                        "ip rule add not from 10.5.0.0/24 to 10.6.0.0/16 iif v0 fwmark 0x1/0xff tos 4 table 1000 pref 501 protocol 18 suppress_prefixlength 0",
                        new AddRule(
                                new RuleEntry(
                                        Family.INET,
                                        501,
                                        new Selector(
                                                true,
                                                Prefix.parse("10.5.0.0/24"),
                                                Prefix.parse("10.6.0.0/16"),
                                                4,
                                                new RuleEntry.Mark(1, 0xff),
                                                "v0",
                                                null,
                                                null,
                                                null,
                                                Transport.ANY),
                                        new Action(Action.TO_TABLE, 1000, false, null, 0, 0, null),
                                        18)),
                        """
                        64000000 20000106 07000000 00000000 02101804 00000001 02000000 08000200
                        0a050000 08000100 0a060000 07000300 76300000 08000a00 01000000 08001000
                        ff000000 08000f00 e8030000 08000600 f5010000 05001500 12000000 08000e00
                        00000000
                        """),
                arguments(
                        "ip -6 rule add from fd09::/64 ipproto tcp sport 50-60 dport 80-80 uidrange 0-99 prohibit pref 502 protocol 18",
                        new AddRule(
                                new RuleEntry(
                                        Family.INET6,
                                        502,
                                        new Selector(
                                                false,
                                                Prefix.parse("fd09::/64"),
                                                null,
                                                0,
                                                null,
                                                null,
                                                null,
                                                null,
                                                new RuleEntry.Range(0, 99),
                                                new Transport(
                                                        6,
                                                        new RuleEntry.Range(50, 60),
                                                        new RuleEntry.Range(80, 80))),
                                        Action.of(Action.PROHIBIT),
                                        18)),
                        """
                        64000000 20000106 07000000 00000000 0a004000 00000008 00000000 14000200
                        fd090000 00000000 00000000 00000000 05001600 06000000 08001700 32003c00
                        08001800 50005000 0c001400 00000000 63000000 08000600 f6010000 05001500
                        12000000
                        """),
                arguments(
                        "ip rule add to 10.7.0.0/16 pref 503 goto 600 protocol 18",
                        new AddRule(
                                new RuleEntry(
                                        Family.INET,
                                        503,
                                        Selector.of(null, Prefix.parse("10.7.0.0/16")),
                                        new Action(Action.GOTO, 0, false, 600L, 0, null, null),
                                        18)),
                        """
                        3c000000 20000106 07000000 00000000 02100000 00000002 00000000 08000100
                        0a070000 08000600 f7010000 08000400 58020000 05001500 12000000
                        """),
                arguments(
                        "ip rule add l3mdev pref 504 protocol 18",
                        new AddRule(
                                new RuleEntry(
                                        Family.INET,
                                        504,
                                        Selector.of(null, null),
                                        new Action(Action.TO_TABLE, 0, true, null, 0, null, null),
                                        18)),
                        """
                        34000000 20000106 07000000 00000000 02000000 00000001 00000000 05001300
                        01000000 08000600 f8010000 05001500 12000000
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void request_whenEncoded_hasTheBytesOfIp(String name, RouteRequest request, String hex) {
        assertThat(sorted(encoded(request))).as(name).isEqualTo(sorted(Hex.bytes(hex)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void request_whenDecoded_hasTheSameIdentity(String name, RouteRequest request, String hex)
            throws Exception {
        MessageReader message = new MessageReader(Hex.bytes(hex)).reset(Hex.bytes(hex).remaining());
        message.next();
        switch (request) {
            case AddRoute(RouteEntry route, _) -> {
                RouteEntry read = requireNonNull(RoutingDecoder.ofKeepalived(message), name);
                assertThat(read.selector()).as(name).isEqualTo(route.selector());
                assertThat(read.table()).isEqualTo(route.table());
                assertThat(read.metric()).isEqualTo(route.metric());
                assertThat(read.nextHops().stream().map(NextHop::gateway).toList())
                        .isEqualTo(route.nextHops().stream().map(NextHop::gateway).toList());
            }
            case AddRule(RuleEntry rule) ->
                    assertThat(RoutingDecoder.rule(message)).as(name).isEqualTo(rule);
            default -> throw new AssertionError(request);
        }
    }

    @Test
    void route_ofAnotherProtocol_isLeftOut() throws Exception {
        String hex = "1c000000 18000000 00000000 00000000 02100000 fe030006 00000000";
        MessageReader message = new MessageReader(Hex.bytes(hex)).reset(Hex.bytes(hex).remaining());
        message.next();

        assertThat(RoutingDecoder.ofKeepalived(message)).isNull();
    }

    private static ByteBuffer encoded(RouteRequest request) {
        ByteBuffer out = ByteBuffer.allocate(RouteEncoder.LONGEST_REQUEST);
        RouteEncoder.change(new MessageWriter(out), 7, request);
        return out.flip();
    }

    /// Headers, then the attributes in ascending order.
    private static List<String> sorted(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        String hex = java.util.HexFormat.of().formatHex(bytes);
        List<String> parts = new ArrayList<>(List.of(hex.substring(0, 2 * 28)));
        TreeSet<String> attributes = new TreeSet<>();
        for (int at = 28; at < bytes.length; ) {
            int length = (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
            int next = Math.min(bytes.length, at + ((length + 3) & ~3));
            attributes.add(hex.substring(2 * at, 2 * (at + length)));
            at = next;
        }
        parts.addAll(attributes);
        return parts;
    }

    private static RuleEntry rule(long preference, long table, String from) {
        return new RuleEntry(
                Family.INET,
                preference,
                Selector.of(Prefix.parse(from), null),
                Action.lookUp(table),
                18);
    }

    private static final class Draft {
        private final Family family;
        private final @Nullable Prefix destination;
        private final List<NextHop> hops = new ArrayList<>();
        private int type = 1;
        private long table = RouteEntry.MAIN;
        private int tos;
        private int scope;
        private long metric;
        private @Nullable IpAddress preferred;
        private @Nullable Integer preference;
        private Map<Integer, Long> metrics = Map.of();
        private long locked;
        private @Nullable String algorithm;
        private long expires;
        private @Nullable Boolean ttlPropagate;

        private Draft(String destination, int prefixLength) {
            IpAddress address = IpAddress.parse(destination);
            this.destination = new Prefix(address, prefixLength);
            family = address.family();
        }

        private Draft(Family family) {
            this.family = family;
            destination = null;
        }

        private Draft metric(long value) {
            metric = value;
            return this;
        }

        private Draft preferred(String value) {
            preferred = IpAddress.parse(value);
            return this;
        }

        private Draft tos(int value) {
            tos = value;
            return this;
        }

        private Draft scope(int value) {
            scope = value;
            return this;
        }

        private Draft table(long value) {
            table = value;
            return this;
        }

        private Draft type(int value) {
            type = value;
            return this;
        }

        private Draft expires(long seconds) {
            expires = seconds;
            return this;
        }

        private Draft ttlPropagate(boolean value) {
            ttlPropagate = value;
            return this;
        }

        private Draft preference(int value) {
            preference = value;
            return this;
        }

        private Draft metrics(Map<Integer, Long> values, long lock, String congestionControl) {
            metrics = values;
            locked = lock;
            algorithm = congestionControl;
            return this;
        }

        private Draft via(String gateway, int index, int weight, int realms) {
            hops.add(new NextHop(IpAddress.parse(gateway), index, weight, false, realms, null));
            return this;
        }

        private Draft onLink(String gateway, int index) {
            hops.add(new NextHop(IpAddress.parse(gateway), index, 1, true, 0, null));
            return this;
        }

        private Draft dev(int index) {
            hops.add(new NextHop(null, index, 1, false, 0, null));
            return this;
        }

        private Draft through(Encapsulation encapsulation) {
            hops.add(new NextHop(IpAddress.parse("10.9.0.7"), 3, 1, false, 0, encapsulation));
            return this;
        }

        private RouteEntry entry() {
            return new RouteEntry(
                    family,
                    type,
                    table,
                    new RouteEntry.Selector(destination, null, tos),
                    scope,
                    18,
                    metric,
                    preferred,
                    hops,
                    new RouteEntry.Options(
                            new RouteEntry.Metrics(metrics, locked, algorithm),
                            expires,
                            preference,
                            ttlPropagate));
        }
    }
}
