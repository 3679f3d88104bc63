package dev.upkeep.vrrp.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.Prefix;
import dev.upkeep.netlink.route.RouteEntry;
import dev.upkeep.netlink.route.RouteEntry.Encapsulation;
import dev.upkeep.netlink.route.RouteEntry.NextHop;
import dev.upkeep.netlink.route.RouteRequest.Placement;
import dev.upkeep.netlink.route.RuleEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResourceSpecTest {

    private static final NetworkView NETWORK = network();

    @Test
    void route_metrics_areNumbersOfTheKernel() {
        RouteEntry route =
                route("10.1.0.0/16 dev eth0 mtu lock 1400 advmss 1300 features ecn congctl reno");

        assertThat(route.options().metrics())
                .isEqualTo(
                        new RouteEntry.Metrics(Map.of(2, 1400L, 8, 1300L, 12, 1L), 1 << 2, "reno"));
        assertThat(route.protocol()).isEqualTo(RouteEntry.KEEPALIVED);
    }

    @Test
    void route_expiresAndTtlPropagate_areOptionsOfTheKernel() {
        assertThat(route("2001:db8:1::/48 dev eth0 expires 100").options())
                .isEqualTo(new RouteEntry.Options(RouteEntry.Metrics.NONE, 100, null, null));
        assertThat(route("10.1.0.0/16 dev eth0 ttl-propagate enabled").options())
                .isEqualTo(new RouteEntry.Options(RouteEntry.Metrics.NONE, 0, null, true));
        assertThat(route("10.1.0.0/16 dev eth0 ttl-propagate disabled").options())
                .isEqualTo(new RouteEntry.Options(RouteEntry.Metrics.NONE, 0, null, false));
    }

    @Test
    void route_multipath_hasEveryHop() {
        RouteEntry route =
                route(
                        "10.1.0.0/16 nexthop via 10.0.0.8 dev eth0 weight 2 nexthop via 10.0.0.9"
                                + " dev eth1 onlink");

        assertThat(route.nextHops())
                .containsExactly(
                        new NextHop(IpAddress.parse("10.0.0.8"), 2, 2, false, 0, null),
                        new NextHop(IpAddress.parse("10.0.0.9"), 3, 1, true, 0, null));
    }

    @Test
    void route_throughATunnel_hasItsParameters() {
        RouteEntry route = route("10.1.0.0/16 via 10.0.0.7 dev eth0 encap mpls 100/200");

        assertThat(route.nextHops().getFirst().encapsulation())
                .isEqualTo(new Encapsulation.Mpls(List.of(100, 200)));
    }

    @Test
    void route_ofAVrf_isInItsTable() {
        assertThat(route("10.1.0.0/16 dev eth0 vrf red").table()).isEqualTo(1001);
    }

    @Test
    void route_placement_isThatOfTheLine() {
        assertThat(resource("10.1.0.0/16 dev eth0").placement()).isEqualTo(Placement.PREPEND);
        assertThat(resource("10.1.0.0/16 dev eth0 append").placement()).isEqualTo(Placement.APPEND);
        assertThat(resource("10.1.0.0/16 dev eth0 add").placement()).isEqualTo(Placement.EXCLUSIVE);
    }

    static Stream<Arguments> sameRoutes() {
        return Stream.of(
                arguments(
                        "the kernel fills in the interface of a gateway",
                        "10.1.0.0/16 via 10.0.0.7 no_track",
                        "10.1.0.0/16 via 10.0.0.7 dev eth0"),
                arguments(
                        "IPv6 routes have metric 1024",
                        "2001:db8::/32 dev eth0",
                        "2001:db8::/32 dev eth0 metric 1024"),
                arguments(
                        "metrics are no identity",
                        "10.1.0.0/16 dev eth0",
                        "10.1.0.0/16 dev eth0 mtu 1400"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sameRoutes")
    void key_ofTheSameRoute_isEqual(String name, String one, String other) {
        assertThat(resource(one).key()).as(name).isEqualTo(resource(other).key());
    }

    @Test
    void key_ofAnotherGateway_differs() {
        assertThat(resource("10.1.0.0/16 via 10.0.0.7 dev eth0").key())
                .isNotEqualTo(resource("10.1.0.0/16 via 10.0.0.8 dev eth0").key());
    }

    @Test
    void route_interfaceMissing_isNone() {
        VrrpInstance instance = instance("virtual_routes", "10.1.0.0/16 dev eth9");
        var spec = new ResourceSpec.OfRoute(instance.resources().routes().getFirst());
        NetworkView empty = new NetworkView();

        assertThat(spec.in(empty)).isNull();
    }

    @Test
    void rule_selectors_areThoseOfTheLine() {
        RuleEntry rule =
                rule(
                        "not from 10.5.0.0/24 to 10.6.0.1 iif eth0 fwmark 0x1/0xff table 1000"
                                + " preference 501 sport 50-60 ipproto tcp");

        assertThat(rule.selector())
                .isEqualTo(
                        new RuleEntry.Selector(
                                true,
                                Prefix.parse("10.5.0.0/24"),
                                Prefix.parse("10.6.0.1/32"),
                                0,
                                new RuleEntry.Mark(1, 0xff),
                                "eth0",
                                null,
                                null,
                                null,
                                new RuleEntry.Transport(6, new RuleEntry.Range(50, 60), null)));
        assertThat(rule.action()).isEqualTo(RuleEntry.Action.lookUp(1000));
    }

    @Test
    void rule_selectorOfEverything_isNone() {
        RuleEntry rule = rule("from all to any iif eth0 table 9 preference 5");

        assertThat(rule.selector().from()).isNull();
        assertThat(rule.selector().to()).isNull();
        assertThat(rule.family()).isEqualTo(Family.INET);
    }

    @Test
    void rule_markWithoutMask_meansAllOfIt() {
        assertThat(rule("fwmark 7 blackhole preference 5").selector().mark())
                .isEqualTo(new RuleEntry.Mark(7, -1));
    }

    private static RouteEntry route(String line) {
        return resource(line).route();
    }

    private static Resource.Route resource(String line) {
        VrrpInstance instance = instance("virtual_routes", line);
        var spec = new ResourceSpec.OfRoute(instance.resources().routes().getFirst());
        return Objects.requireNonNull(spec.in(NETWORK));
    }

    private static RuleEntry rule(String line) {
        VrrpInstance instance = instance("virtual_rules", line);
        return new ResourceSpec.OfRule(instance.resources().rules().getFirst()).in(NETWORK).rule();
    }

    private static VrrpInstance instance(String block, String line) {
        return Configurations.read(
                        """
                        vrrp_instance VI_1 {
                            interface eth0
                            virtual_router_id 51
                            virtual_ipaddress {
                                10.0.0.100
                            }
                            %s {
                                %s
                            }
                        }
                        """
                                .formatted(block, line))
                .configuration()
                .vrrpInstances()
                .getFirst();
    }

    private static NetworkView network() {
        NetworkView network = new NetworkView();
        network.reset(
                List.of(link(2, "eth0", 0), link(3, "eth1", 0), link(4, "red", 1001)), List.of());
        return network;
    }

    private static Link link(int index, String name, long table) {
        return new Link(
                index, name, 0x41, Link.ETHERNET, HardwareAddress.NONE, 1500, 0, 0, "", table);
    }
}
