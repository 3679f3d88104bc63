package dev.upkeep.lbaas.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.print.ConfigurationDump;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.lbaas.LbaasFixture;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.FirewallMarks;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayeredMappingTest {

    private static final List<IpAddress> ADDRESSES =
            List.of(IpAddress.parse("172.16.100.11"), IpAddress.parse("10.10.10.7"));
    private static final IpAddress SELF = IpAddress.parse("10.20.0.1");
    private static final List<Layers.Node> NODES =
            List.of(new Layers.Node(SELF, 3), new Layers.Node(IpAddress.parse("10.20.0.2"), 1));

    private static final Layers BOTH = new Layers(SELF, "eth0", NODES);
    private static final Layers DIRECTOR = new Layers(null, "eth0", NODES);
    private static final Layers NODE = new Layers(SELF, null, List.of());

    private static Tree web() {
        Tree tree = new LbaasFixture().web();
        return tree.with(
                tree.root().with("provider", "layered").with("mark", 10_001L).with("name", "lb1"));
    }

    private static Tree pool(String name, Object value) {
        Tree tree = web();
        return tree.with(tree.all(Kind.POOL).getFirst().with(name, value));
    }

    private static VirtualServer server(Tree tree) {
        return LayeredMapping.of(tree, ADDRESSES, BOTH).servers().getFirst();
    }

    @Test
    void loadBalancer_ofThisProvider_hasTheFirstMarkThatNobodyHas() {
        Tree layered = new LbaasFixture().loadBalancer(Map.of("provider", "layered"));

        assertThat(FirewallMarks.of(layered.root())).isEqualTo(10_001);
        assertThat(FirewallMarks.of(new LbaasFixture().loadBalancer().root())).isNull();
    }

    static Stream<Layers> part_thatIsWritten_readsBackEqual() {
        return Stream.of(BOTH, DIRECTOR, NODE);
    }

    @ParameterizedTest
    @MethodSource
    void part_thatIsWritten_readsBackEqual(Layers layers, @TempDir Path directory)
            throws IOException {
        IpvsMapping.Services services = LayeredMapping.of(web(), ADDRESSES, layers);
        Path file = directory.resolve("lb.conf");
        Files.writeString(
                file,
                ConfigurationDump.staticAddresses(services.addresses())
                        + ConfigurationDump.services(services.groups(), services.servers()));

        ReadResult read = ConfigurationReader.read(file.toString(), ReaderOptions.ofThisProcess());

        assertThat(read.worst()).isEqualTo(Severity.HINT);
        assertThat(read.configuration().statics().addresses()).isEqualTo(services.addresses());
        assertThat(read.configuration().virtualServers()).isEqualTo(services.servers());
        assertThat(services.addresses()).hasSize(layers.self() == null ? 0 : 2);
        assertThat(services.servers()).hasSize(layers.director() ? 1 : 0);
    }

    @Test
    void directors_spreadByTheMark_overNodesWithTheirWeights() {
        VirtualServer server = server(web());

        assertThat(ConfigurationDump.services(List.of(), List.of(server)))
                .contains("virtual_server fwmark 10001 {", "lb_kind DR", "snmp_name lb1");
        assertThat(server.realServers())
                .extracting(RealServer::endpoint)
                .containsExactly(
                        new Endpoint(SELF, 0), new Endpoint(IpAddress.parse("10.20.0.2"), 0));
        assertThat(server.realServers()).extracting(RealServer::weight).containsExactly(3, 1);
    }

    @ParameterizedTest
    @MethodSource
    void client_staysWithItsNode_whereThatRemembersIt(Tree tree, String scheduler) {
        assertThat(server(tree).scheduling().scheduler()).isEqualTo(scheduler);
    }

    static Stream<Arguments> client_staysWithItsNode_whereThatRemembersIt() {
        return Stream.of(
                Arguments.of(web(), "wrr"),
                Arguments.of(pool("session_persistence", Map.of("type", "HTTP_COOKIE")), "wrr"),
                Arguments.of(pool("session_persistence", Map.of("type", "SOURCE_IP")), "mh"),
                Arguments.of(
                        pool(
                                "session_persistence",
                                Map.of("type", "APP_COOKIE", "cookie_name", "J")),
                        "mh"));
    }

    @Test
    void marks_areForPacketsFromTheUplinkAlone() {
        List<MarkRules.Rule> rules = MarkRules.of(web(), ADDRESSES);

        assertThat(MarkRules.nftables("eth0", rules))
                .isEqualTo(
                        """
                        add table inet upkeep_lbaas
                        delete table inet upkeep_lbaas
                        table inet upkeep_lbaas {
                            chain marks {
                                type filter hook prerouting priority mangle; policy accept;
                                iifname "eth0" ip daddr 172.16.100.11 tcp dport 80 meta mark set 10001
                                iifname "eth0" ip daddr 10.10.10.7 tcp dport 80 meta mark set 10001
                            }
                        }
                        """);
        assertThat(MarkRules.iptables("eth0", Family.INET, rules))
                .isEqualTo(
                        """
                        *mangle
                        :upkeep-lbaas - [0:0]
                        -A upkeep-lbaas -i eth0 -d 172.16.100.11 -p tcp --dport 80 -j MARK --set-mark 10001
                        -A upkeep-lbaas -i eth0 -d 10.10.10.7 -p tcp --dport 80 -j MARK --set-mark 10001
                        COMMIT
                        """);
        assertThat(MarkRules.iptables("eth0", Family.INET6, rules)).doesNotContain("-A");
    }

    @Test
    void loadBalancer_thatIsOff_hasNothing() {
        Tree off = web();
        off = off.with(off.root().with("admin_state_up", false));

        IpvsMapping.Services services = LayeredMapping.of(off, ADDRESSES, BOTH);

        assertThat(services.servers()).isEmpty();
        assertThat(services.addresses()).isEmpty();
        assertThat(MarkRules.of(off, ADDRESSES)).isEmpty();
    }

    @Test
    void node_saysAtThePortOfTheMark_thatItServes() {
        Tree tree = web();
        String text =
                HaproxyMapping.of(
                        tree,
                        ADDRESSES,
                        "/run/x.sock",
                        null,
                        "v1",
                        LayeredMapping.check(tree, NODE));

        assertThat(text).contains("bind 10.20.0.1:10001\n", "bind 172.16.100.11:80 transparent");
        assertThat(LayeredMapping.check(tree, DIRECTOR)).isNull();
    }

    static Stream<Arguments> limits() {
        Tree web = web();
        return Stream.of(
                Arguments.of(
                        "connection_limit",
                        web.with(web.all(Kind.LISTENER).getFirst().with("connection_limit", 5L)),
                        ADDRESSES),
                Arguments.of(
                        "UDP listeners",
                        web.with(web.all(Kind.LISTENER).getFirst().with("protocol", "UDP")),
                        ADDRESSES),
                Arguments.of(
                        "addresses of both IP versions on one load balancer",
                        web,
                        List.of(ADDRESSES.getFirst(), IpAddress.parse("2001:db8::1"))),
                Arguments.of(
                        "a VIP of another IP version than the nodes",
                        web,
                        List.of(IpAddress.parse("2001:db8::1"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void option_thatTwoLayersCannotDo_is501(String option, Tree tree, List<IpAddress> addresses) {
        ApiFault fault =
                catchThrowableOfType(
                        ApiFault.class,
                        () -> LayeredLimits.require(tree, addresses, BOTH, "/certificates"));

        assertThat(fault.status()).isEqualTo(501);
        assertThat(fault.text())
                .isEqualTo("Provider 'layered' does not support a requested option: " + option);
    }
}
