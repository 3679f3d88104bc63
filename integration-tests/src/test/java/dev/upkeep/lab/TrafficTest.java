package dev.upkeep.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Packets through what Upkeep put into the kernel: each forwarding method in both families,
/// persistence, marks, a range of a group, the sorry server.
///
/// ```
/// near .100 ---- director .1, rs1 .11, rs2 .12    10.60.0.0/24, fd60::/64   DR and TUN: answers go directly
/// far  .100 ---- director                         10.61.0.0/24, fd61::/64   NAT: answers return by the director
/// ```
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> QUIET =
            List.of(
                    "10.60.0.20/32",
                    "10.60.0.30/32",
                    "10.60.0.31/32",
                    "10.60.0.32/32",
                    "10.60.0.40/32");

    private static final String SERVERS =
            " real_server 10.60.0.11 80 {\n }\n real_server 10.60.0.12 80 {\n }\n";
    private static final String SERVERS6 =
            " real_server fd60::11 80 {\n }\n real_server fd60::12 80 {\n }\n";

    private Lab lab;
    private Host director;
    private Host far;

    @BeforeAll
    void setUp() {
        lab = new Lab(Logs.of("traffic"));
        lab.add(HostSpec.named("near").address("10.60.0.100/24").address("fd60::100/64"));
        far =
                lab.add(
                        HostSpec.named("far")
                                .address("10.61.0.100/24")
                                .address("fd61::100/64")
                                .route("10.60.0.0/24", "10.61.0.1")
                                .route("fd60::/64", "fd61::1"));
        director =
                lab.add(
                        addresses(HostSpec.named("director").address("10.60.0.1/24"), QUIET)
                                .address("fd60::1/64")
                                .address("10.61.0.1/24")
                                .address("fd61::1/64")
                                .address("10.60.0.21/32")
                                .address("10.61.0.10/32")
                                .address("fd60::20/128")
                                .address("fd60::21/128")
                                .address("fd61::10/128")
                                .forwarding());
        for (int i = 1; i <= 2; i++) {
            Host server = lab.add(server(i));
            Service.nginx(lab, server, 80);
        }
        Path file = director.write(lab.logs().resolve("keepalived.conf"), configuration());
        director.shell(
                "iptables-legacy -t mangle -A PREROUTING -d 10.60.0.40 -p tcp --dport 80"
                        + " -j MARK --set-mark 10000");
        Daemon daemon = Daemon.start(lab, director, Program.UPKEEP, file);
        Await.until(
                "the last service",
                LIMIT,
                () -> IpvsTable.of(director).services().size() == 12,
                () -> IpvsTable.of(director) + daemon.lastWords());
    }

    private static HostSpec addresses(HostSpec spec, List<String> prefixes) {
        HostSpec result = spec;
        for (String prefix : prefixes) {
            result = result.address(prefix);
        }
        return result;
    }

    private static HostSpec server(int i) {
        HostSpec spec =
                HostSpec.named("rs" + i)
                        .address("10.60.0.1" + i + "/24")
                        .address("fd60::1" + i + "/64")
                        .route("default", "10.60.0.1")
                        .route("default", "fd60::1")
                        .unpacking("10.60.0.21/32")
                        .ip("addr add fd60::20/128 dev lo")
                        .ip("link set ip6tnl0 up")
                        .ip("addr add fd60::21/128 dev ip6tnl0 nodad");
        for (String address : QUIET) {
            spec = spec.quietly(address);
        }
        return spec;
    }

    private static String service(String head, String kind, String lines) {
        return "virtual_server "
                + head
                + " {\n protocol TCP\n lb_algo rr\n lb_kind "
                + kind
                + "\n"
                + lines
                + "}\n";
    }

    private static String configuration() {
        return String.join(
                "\n",
                service("10.60.0.20 80", "DR", SERVERS),
                service("fd60::20 80", "DR", SERVERS6),
                service("10.60.0.21 80", "TUN", SERVERS),
                service("fd60::21 80", "TUN", SERVERS6),
                service("10.61.0.10 80", "NAT", SERVERS),
                service("fd61::10 80", "NAT", SERVERS6),
                service("10.61.0.10 81", "NAT", " persistence_timeout 300\n" + SERVERS),
                service(
                        "10.61.0.10 82",
                        "NAT",
                        """
                         alpha
                         sorry_server 10.60.0.12 80
                         real_server 10.60.0.11 80 {
                          MISC_CHECK {
                           misc_path /bin/false
                          }
                         }
                        """),
                "virtual_server_group range {\n 10.60.0.30-32 80\n}",
                "virtual_server_group mark {\n fwmark 10000\n}",
                service("group range", "DR", SERVERS),
                """
                virtual_server group mark {
                 lb_algo rr
                 lb_kind DR
                 real_server 10.60.0.11 0 {
                 }
                 real_server 10.60.0.12 0 {
                 }
                }
                """);
    }

    @AfterAll
    void tearDown() {
        lab.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "DR, near, http://10.60.0.20/",
        "DR in IPv6, near, http://[fd60::20]/",
        "TUN, near, http://10.60.0.21/",
        "NAT, far, http://10.61.0.10/",
        "first of a range, near, http://10.60.0.30/",
        "last of a range, near, http://10.60.0.32/",
        "firewall mark, near, http://10.60.0.40/",
    })
    void request_byEachWay_isAnsweredByBothServers(String way, String client, String url) {
        List<String> answers = new Client(lab.host(client)).ask(url, 6);
        assertThat(answers).as(way).hasSize(6);
        assertThat(new TreeSet<>(answers)).as(way).containsExactly("rs1", "rs2");
    }

    @Test
    void request_withPersistence_staysWithOneServer() {
        List<String> answers = new Client(far).ask("http://10.61.0.10:81/", 6);
        assertThat(answers).hasSize(6).allMatch(answers.getFirst()::equals);
        assertThat(answers.getFirst()).startsWith("rs");
    }

    @Test
    void request_whenEveryServerFails_isAnsweredByTheSorryServer() {
        var client = new Client(far);
        Await.until("the sorry server", LIMIT, () -> client.answered("http://10.61.0.10:82/"));
        assertThat(client.ask("http://10.61.0.10:82/", 4)).hasSize(4).containsOnly("rs2");
    }
}
