package dev.upkeep.lbaas.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.print.ConfigurationDump;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.lbaas.LbaasFixture;
import dev.upkeep.lbaas.model.Flavor;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpvsMappingTest {

    private static final Flavor NONE = Flavor.none("ipvs");
    private static final List<IpAddress> ADDRESSES =
            List.of(IpAddress.parse("172.16.100.11"), IpAddress.parse("10.10.10.7"));

    @TempDir private Path directory = Path.of("");

    private static Tree monitored(Map<String, Object> request) {
        LbaasFixture fixture = new LbaasFixture();
        Tree tree = fixture.web();
        Map<String, Object> whole = new HashMap<>(request);
        whole.putAll(Map.of("delay", 2, "timeout", 1, "max_retries", 3));
        return fixture.monitor(tree, LbaasFixture.only(tree, Kind.POOL), whole)
                .tree()
                .settled("2026-01-01T00:00:01");
    }

    private static Tree pool(Tree tree, String name, Object value) {
        return tree.with(tree.all(Kind.POOL).getFirst().with(name, value));
    }

    private static Tree listener(Tree tree, String name, Object value) {
        return tree.with(tree.all(Kind.LISTENER).getFirst().with(name, value));
    }

    private static Tree member(Tree tree, String name, Object value) {
        return tree.with(tree.all(Kind.MEMBER).getFirst().with(name, value));
    }

    static Stream<Arguments> trees() {
        Tree web = new LbaasFixture().web();
        return Stream.of(
                Arguments.of("without a monitor", web),
                Arguments.of(
                        "HTTP monitor",
                        monitored(
                                Map.of(
                                        "type",
                                        "HTTP",
                                        "url_path",
                                        "/a?b=c&d=%20#!x",
                                        "expected_codes",
                                        "200,202"))),
                Arguments.of(
                        "HTTPS monitor of a host",
                        monitored(
                                Map.of(
                                        "type",
                                        "HTTPS",
                                        "expected_codes",
                                        "200-204",
                                        "http_version",
                                        1.1,
                                        "domain_name",
                                        "w.example"))),
                Arguments.of("TCP monitor", monitored(Map.of("type", "TCP"))),
                Arguments.of("PING monitor", monitored(Map.of("type", "PING"))),
                Arguments.of(
                        "source-IP persistence",
                        pool(web, "session_persistence", Map.of("type", "SOURCE_IP"))),
                Arguments.of("source hash", pool(web, "lb_algorithm", "SOURCE_IP_PORT")),
                Arguments.of("least connections", pool(web, "lb_algorithm", "LEAST_CONNECTIONS")),
                Arguments.of("weight 0", member(web, "weight", 0L)),
                Arguments.of("a backup", member(web, "backup", true)),
                Arguments.of(
                        "a monitor elsewhere",
                        member(monitored(Map.of("type", "TCP")), "monitor_port", 8080L)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trees")
    void services_thatAreWritten_readBackEqual(String name, Tree tree) throws IOException {
        IpvsMapping.Services services = IpvsMapping.of(tree, NONE, ADDRESSES);
        Path file = directory.resolve("lb.conf");
        Files.writeString(file, ConfigurationDump.services(services.groups(), services.servers()));

        ReadResult read = ConfigurationReader.read(file.toString(), ReaderOptions.ofThisProcess());

        assertThat(services.servers()).hasSize(1);
        assertThat(read.worst()).isEqualTo(Severity.HINT);
        assertThat(read.configuration().virtualServerGroups()).isEqualTo(services.groups());
        assertThat(read.configuration().virtualServers()).isEqualTo(services.servers());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "two words",
                "a \"quoted\" one",
                "<script>alert(1)</script>",
                "$HOME ${X} @host ~SEQ(a,1,3) # ! {} } \\ \\n",
                "include x",
                "a\nvirtual_server 1.2.3.4 80 {",
                "\u001b[31m",
                "\ud800 half a pair",
                "caf\u00e9 \ud83d\ude00",
                " "
            })
    void names_ofClients_meanThemselvesInTheFile(String name) throws IOException {
        Tree tree = new LbaasFixture().web();
        tree = member(listener(tree, "name", name), "name", name);
        services_thatAreWritten_readBackEqual(name, tree.with(tree.root().with("name", name)));
    }

    @Test
    void servicesAndServers_haveTheNamesOfClients() {
        Tree web = new LbaasFixture().web();
        VirtualServer service =
                IpvsMapping.of(web.with(web.root().with("name", "shop")), NONE, ADDRESSES)
                        .servers()
                        .getFirst();

        assertThat(service.snmpName()).isEqualTo("shop / l1");
        assertThat(service.realServers())
                .extracting(RealServer::snmpName)
                .containsExactly("web1", "web2");

        Tree nameless = listener(member(web, "name", ""), "name", "");
        service = IpvsMapping.of(nameless, NONE, ADDRESSES).servers().getFirst();
        assertThat(service.snmpName()).isEqualTo(web.id() + " / TCP 80");
        assertThat(service.realServers())
                .extracting(RealServer::snmpName)
                .containsExactly(null, "web2");
    }

    @Test
    void flavor_choosesTheForwarding() {
        Flavor direct = new Flavor("f", "f", true, "ipvs", Map.of("lb_kind", "DR"));

        IpvsMapping.Services services = IpvsMapping.of(new LbaasFixture().web(), direct, ADDRESSES);

        assertThat(services.servers().getFirst().forwarding())
                .isEqualTo(new Forwarding.DirectRouting());
    }

    static Stream<Arguments> disabled() {
        return Stream.of(
                Arguments.of("the load balancer", off(tree -> tree.root().id())),
                Arguments.of("the listener", off(tree -> LbaasFixture.only(tree, Kind.LISTENER))),
                Arguments.of("the pool", off(tree -> LbaasFixture.only(tree, Kind.POOL))));
    }

    private static UnaryOperator<Tree> off(Function<Tree, String> id) {
        return tree ->
                tree.map(each ->
                        each.id().equals(id.apply(tree))
                                ? each.with("admin_state_up", false)
                                : each);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("disabled")
    void service_ofWhatIsOff_isNotThere(String name, UnaryOperator<Tree> change) {
        Tree tree = change.apply(new LbaasFixture().web());

        assertThat(IpvsMapping.of(tree, NONE, ADDRESSES).servers()).isEmpty();
    }

    @Test
    void member_thatIsOff_isLeftOut() {
        Tree tree = member(new LbaasFixture().web(), "admin_state_up", false);

        assertThat(IpvsMapping.of(tree, NONE, ADDRESSES).servers().getFirst().realServers())
                .hasSize(1);
    }

    static Stream<Arguments> limits() {
        Tree web = new LbaasFixture().web();
        return Stream.of(
                Arguments.of(
                        "session persistence HTTP_COOKIE",
                        pool(web, "session_persistence", Map.of("type", "HTTP_COOKIE"))),
                Arguments.of("connection_limit", listener(web, "connection_limit", 5L)),
                Arguments.of("insert_headers", listener(web, "insert_headers", Map.of("a", "b"))),
                Arguments.of(
                        "TERMINATED_HTTPS listeners",
                        listener(web, "protocol", "TERMINATED_HTTPS")),
                Arguments.of(
                        "allowed_cidrs", listener(web, "allowed_cidrs", List.of("10.0.0.0/8"))),
                Arguments.of(
                        "timeout_client_data other than 50000",
                        listener(web, "timeout_client_data", 1L)),
                Arguments.of("TLS to members", pool(web, "tls_enabled", true)),
                Arguments.of(
                        "more than one backup member",
                        web.map(each ->
                                each.kind() == Kind.MEMBER ? each.with("backup", true) : each)),
                Arguments.of(
                        "members of another IP version than the VIP",
                        member(web, "address", "2001:db8::1")),
                Arguments.of(
                        "http_method HEAD",
                        monitored(Map.of("type", "HTTP", "http_method", "HEAD"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void option_thatIpvsCannotDo_is501(String option, Tree tree) {
        ApiFault fault =
                catchThrowableOfType(
                        ApiFault.class, () -> IpvsLimits.require(tree, NONE, List.of()));

        assertThat(fault.status()).isEqualTo(501);
        assertThat(fault.text())
                .isEqualTo("Provider 'ipvs' does not support a requested option: " + option);
    }
}
