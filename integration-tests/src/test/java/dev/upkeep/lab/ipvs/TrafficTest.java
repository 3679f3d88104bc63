package dev.upkeep.lab.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Client;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Service;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Packets through what Upkeep put into the kernel: each forwarding method in both families, every
/// kind of tunnel, persistence, marks, a range of a group, datagrams one by one.
///
/// ```
/// near .100       ---- director .1, rs1 .11, rs2 .12    10.60.0.0/24, fd60::/64
/// far  .100, .101 ---- director .1                      10.61.0.0/24, fd61::/64
/// ```
///
/// Virtual addresses of direct routing and tunnels are in the near networks, and on the real
/// servers too: they answer the client themselves. Those of NAT are in the far ones: answers return
/// through the director, the servers' router.
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int GUE_PORT = 6080;

    /// The address of the service with `ops`, which the kernel does for all but NAT: it forgets a
    /// connection at once, and with it how to translate the answer.
    private static final String ONE_BY_ONE = "10.60.0.27";

    private static final List<Way> WAYS = ways();

    /// A service that two servers share in turn.
    ///
    /// @param port 80 over TCP, or 53 over UDP
    /// @param servers their addresses without the last digit, which is 1 and 2
    record Way(String name, String address, int port, String method, String servers) {
        boolean udp() {
            return port == 53;
        }

        /// Its part of the file, with more lines in it.
        String service(String more) {
            return """
            virtual_server %2$s %3$d {
             protocol %1$s
             lb_algo rr
             lvs_method %4$s
             %6$s
             real_server %5$s1 %3$d {
             }
             real_server %5$s2 %3$d {
             }
            }
            """
                    .formatted(udp() ? "UDP" : "TCP", address, port, method, servers, more);
        }

        List<String> ask(Host client, int count) {
            return udp()
                    ? new Client(client).datagrams(address, port, count)
                    : new Client(client).ask(url(address), count);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Way> ways() {
        var ways = new ArrayList<Way>();
        for (var six : List.of(false, true)) {
            String near = six ? "fd60::" : "10.60.0.";
            String far = six ? "fd61::" : "10.61.0.";
            String family = six ? "IPv6, " : "IPv4, ";
            String other = six ? "10.60.0.1" : "fd60::1";
            String same = near + "1";
            String gue = "TUN type gue port " + GUE_PORT;
            ways.add(new Way(family + "NAT", far + "10", 80, "NAT", same));
            ways.add(new Way(family + "NAT, UDP", far + "10", 53, "NAT", same));
            ways.add(new Way(family + "DR", near + "20", 80, "DR", same));
            ways.add(new Way(family + "DR, UDP", near + "20", 53, "DR", same));
            ways.add(new Way(family + "TUN", near + "21", 80, "TUN", same));
            ways.add(new Way(family + "TUN, UDP", near + "21", 53, "TUN", same));
            ways.add(new Way(family + "TUN to the other family", near + "22", 80, "TUN", other));
            ways.add(new Way(family + "GUE", near + "23", 80, gue, same));
            ways.add(new Way(family + "GUE, checksums", near + "24", 80, gue + " csum", same));
            ways.add(new Way(family + "GRE", near + "25", 80, "TUN type gre", same));
            ways.add(
                    new Way(
                            family + "GRE, checksums",
                            near + "26",
                            80,
                            "TUN type gre csum",
                            near + "5"));
        }
        return List.copyOf(ways);
    }

    private static final String GROUPS =
            """
            virtual_server_group range {
             10.60.0.30-32 80
             fd60::30-32 80
            }
            virtual_server_group mark {
             fwmark 10000
            }
            virtual_server group range {
             protocol TCP
             lb_algo rr
             lb_kind TUN
             real_server 10.60.0.11 80 {
             }
             real_server 10.60.0.12 80 {
             }
            }
            virtual_server group mark {
             lb_algo rr
             lb_kind DR
             real_server 10.60.0.11 0 {
             }
             real_server 10.60.0.12 0 {
             }
            }
            virtual_server fwmark 10006 {
             lb_algo rr
             lb_kind DR
             ip_family inet6
             real_server fd60::11 0 {
             }
             real_server fd60::12 0 {
             }
            }
            """;

    private Lab lab;

    @BeforeAll
    void setUp() {
        lab = new Lab(Logs.of("traffic"));
        lab.add(HostSpec.named("near").address("10.60.0.100/24").address("fd60::100/64"));
        lab.add(far("far", 100));
        lab.add(far("neighbour", 101));
        Host director = lab.add(director());
        for (int i = 1; i <= 2; i++) {
            Host server = lab.add(server(i));
            Service.nginx(lab, server, 80);
            Service.datagrams(lab, server, 53, datagramAddresses(i));
        }
        director.shell(
                """
                iptables-legacy -t mangle -A PREROUTING -d 10.60.0.40 -p tcp --dport 80 \
                    -j MARK --set-mark 10000
                ip6tables-legacy -t mangle -A PREROUTING -d fd60::40 -p tcp --dport 80 \
                    -j MARK --set-mark 10006
                """);
        Path file = director.write(lab.logs().resolve("keepalived.conf"), configuration());
        Daemon daemon = Daemon.start(lab, director, Program.UPKEEP, file);
        Await.until(
                "the last service",
                LIMIT,
                () -> lastIsThere(director),
                () -> IpvsTable.of(director) + daemon.lastWords());
    }

    private static boolean lastIsThere(Host director) {
        return IpvsTable.of(director).services().stream()
                .anyMatch(service ->
                        service.key().equals("UDP " + ONE_BY_ONE + ":53")
                                && service.destinations().size() == 2);
    }

    private static String configuration() {
        var text = new StringBuilder();
        WAYS.forEach(way -> text.append(way.service("")));
        text.append(GROUPS);
        for (String six : List.of("", "6")) {
            String far = six.isEmpty() ? "10.61.0." : "fd61::";
            String servers = six.isEmpty() ? "10.60.0.1" : "fd60::1";
            var persistent = new Way("", far + "11", 80, "NAT", servers);
            text.append(persistent.service("persistence_timeout 300"));
            var byNetwork = new Way("", far + "12", 80, "NAT", servers);
            text.append(
                    byNetwork.service(
                            "persistence_timeout 300\n persistence_granularity "
                                    + (six.isEmpty() ? "255.255.255.0" : "64")));
        }
        text.append(new Way("", ONE_BY_ONE, 53, "DR", "10.60.0.1").service("ops"));
        return text.toString();
    }

    private static HostSpec far(String name, int end) {
        return HostSpec.named(name)
                .address("10.61.0." + end + "/24")
                .address("fd61::" + end + "/64")
                .route("10.60.0.0/24", "10.61.0.1")
                .route("fd60::/64", "fd61::1");
    }

    private static HostSpec director() {
        HostSpec spec =
                HostSpec.named("director")
                        .address("10.60.0.1/24")
                        .address("fd60::1/64")
                        .address("10.61.0.1/24")
                        .address("fd61::1/64")
                        .forwarding();
        for (int end = 10; end <= 12; end++) {
            spec = spec.address("10.61.0." + end + "/32").address("fd61::" + end + "/128");
        }
        for (int end : quiet()) {
            spec = spec.address("10.60.0." + end + "/32").address("fd60::" + end + "/128");
        }
        return spec;
    }

    private static HostSpec server(int i) {
        HostSpec spec =
                HostSpec.named("rs" + i)
                        .address("10.60.0.1" + i + "/24")
                        .address("fd60::1" + i + "/64")
                        .route("default", "10.60.0.1")
                        .route("default", "fd60::1")
                        .address("10.60.0.5" + i + "/24")
                        .address("fd60::5" + i + "/64")
                        .unpackingAll(
                                GUE_PORT,
                                "fd60::1" + i,
                                "fd60::1",
                                List.of("10.60.0.5" + i, "fd60::5" + i));
        for (int end : quiet()) {
            spec =
                    spec.quietly("10.60.0." + end + "/32")
                            .ip("addr add fd60::" + end + "/128 dev lo");
        }
        return spec;
    }

    private static List<String> datagramAddresses(int i) {
        return Stream.concat(
                        Stream.of(ONE_BY_ONE),
                        WAYS.stream()
                                .filter(Way::udp)
                                .map(way ->
                                        way.method().equals("NAT")
                                                ? way.servers() + i
                                                : way.address()))
                .toList();
    }

    /// Last parts of the virtual addresses that the real servers have too.
    private static List<Integer> quiet() {
        return List.of(20, 21, 22, 23, 24, 25, 26, 27, 30, 31, 32, 40);
    }

    private static String url(String address) {
        return "http://" + (address.contains(":") ? "[" + address + "]" : address) + "/";
    }

    /// The client of an address: only for those of the far networks it is the far one.
    private Host client(String address) {
        return lab.host(address.contains("61") ? "far" : "near");
    }

    @AfterAll
    void tearDown() {
        lab.close();
    }

    static Stream<Way> everyWay() {
        return WAYS.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyWay")
    void request_byEachWay_isAnsweredByBothServers(Way way) {
        List<String> answers = way.ask(client(way.address()), 4);
        assertThat(answers).as(way.toString()).hasSize(4);
        assertThat(new TreeSet<>(answers)).as(way.toString()).containsExactly("rs1", "rs2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.60.0.30",
                "10.60.0.32",
                "fd60::30",
                "fd60::32",
                "10.60.0.40",
                "fd60::40"
            })
    void request_toARangeOrAMark_isAnsweredByBothServers(String address) {
        List<String> answers = new Client(client(address)).ask(url(address), 4);
        assertThat(answers).hasSize(4);
        assertThat(new TreeSet<>(answers)).containsExactly("rs1", "rs2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.61.0.11", "fd61::11"})
    void requests_withPersistence_stayWithOneServer(String address) {
        List<String> answers = new Client(client(address)).ask(url(address), 6);
        assertThat(answers).hasSize(6).allMatch(answers.getFirst()::equals);
        assertThat(answers.getFirst()).startsWith("rs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.61.0.12", "fd61::12"})
    void requests_withPersistenceOfANetwork_takeNeighboursToOneServer(String address) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.addAll(new Client(lab.host("far")).ask(url(address), 1));
            answers.addAll(new Client(lab.host("neighbour")).ask(url(address), 2));
        }
        assertThat(answers).hasSize(6).allMatch(answers.getFirst()::equals);
        assertThat(answers.getFirst()).startsWith("rs");
    }

    @Test
    void datagramsFromOnePort_areOneConnection() {
        List<String> answers =
                new Client(lab.host("far")).datagramsFromOnePort("10.61.0.10", 53, 4);
        assertThat(answers).hasSize(4).allMatch(answers.getFirst()::equals);
        assertThat(answers.getFirst()).startsWith("rs");
    }

    @Test
    void datagramsFromOnePort_withOps_areScheduledOneByOne() {
        List<String> answers = new Client(lab.host("near")).datagramsFromOnePort(ONE_BY_ONE, 53, 4);
        assertThat(answers).hasSize(4);
        assertThat(new TreeSet<>(answers)).containsExactly("rs1", "rs2");
    }
}
