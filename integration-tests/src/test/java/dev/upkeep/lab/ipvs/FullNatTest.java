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
import dev.upkeep.lab.host.Output;
import dev.upkeep.lab.host.Service;
import dev.upkeep.lab.runner.Logs;
import dev.upkeep.lab.runner.NftablesTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `lb_kind FNAT`: real servers in another subnet, without a route to the client, answer through
/// the director. One daemon for all tests: to start it takes long in an emulated kernel.
@NftablesTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FullNatTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<String> SERVERS = List.of("server1", "server2");

    private static final String GROUP = "virtual_server_group pair {\n 10.1.0.102-103 80\n}\n";

    /// Nothing listens on the real server's port.
    private static final String SORRY =
            """
            virtual_server 10.1.0.100 81 {
             delay_loop 2
             lb_algo rr
             lb_kind FNAT
             protocol TCP
             sorry_server 10.2.0.11 8080
             real_server 10.2.0.11 9999 {
              TCP_CHECK {
               retry 0
               connect_timeout 2
              }
             }
            }
            """;

    private Lab lab;
    private Host client;
    private Host director;
    private Service second;
    private Daemon daemon;
    private Path configuration;

    @BeforeAll
    void setUp() {
        lab = new Lab(Logs.of("full-nat"));
        client = lab.add(HostSpec.named("client").address("10.1.0.2/24").address("fd01::2/64"));
        director =
                lab.add(
                        HostSpec.named("director")
                                .address("10.1.0.1/24")
                                .address("10.1.0.100/32")
                                .address("10.1.0.101/32")
                                .address("10.1.0.102/32")
                                .address("10.1.0.103/32")
                                .address("10.2.0.1/24")
                                .address("fd01::1/64")
                                .address("fd01::100/128")
                                .address("fd02::1/64")
                                .forwarding());
        startServer(1);
        second = startServer(2);
        director.shell(
                """
                nft add table ip lab
                nft 'add chain ip lab in { type filter hook prerouting priority mangle; }'
                nft 'add rule ip lab in ip daddr 10.1.0.101 tcp dport 8080 meta mark set 7'
                """);
        configuration =
                director.write(
                        lab.newFile("fnat.conf"),
                        GROUP
                                + SORRY
                                + service("group pair", "TCP", "10.2.0.1", 8080)
                                + service("10.1.0.100 80", "TCP", "10.2.0.1", 8080)
                                + service("10.1.0.100 53", "UDP", "10.2.0.1", 5353)
                                + service("fd01::100 80", "TCP", "fd02::1", 8080)
                                + service("fd01::100 53", "UDP", "fd02::1", 5353)
                                + service("fwmark 7", "TCP", "10.2.0.1", 8080));
        daemon = Daemon.start(lab, director, Program.UPKEEP, configuration);
        Await.until(
                "eight services",
                LIMIT,
                () -> IpvsTable.of(director).services().size() == 8,
                daemon::lastWords);
    }

    @AfterAll
    void tearDown() {
        lab.close();
    }

    private Service startServer(int i) {
        Host server =
                lab.add(
                        HostSpec.named("server" + i)
                                .address("10.2.0.1" + i + "/24")
                                .address("fd02::1" + i + "/64"));
        assertThat(server.attempt("ip", "route", "get", "10.1.0.2").status()).isNotZero();
        assertThat(server.attempt("ip", "route", "get", "fd01::2").status()).isNotZero();
        Service.datagrams(lab, server, 5353, List.of("10.2.0.1" + i, "fd02::1" + i));
        return Service.nginx(lab, server, 8080);
    }

    private static String service(String head, String protocol, String servers, int port) {
        var text = new StringBuilder();
        text.append("virtual_server %s {\n delay_loop 2\n lb_algo rr\n".formatted(head));
        text.append(" lb_kind FNAT\n protocol %s\n".formatted(protocol));
        for (int i = 1; i <= SERVERS.size(); i++) {
            text.append(" real_server %s%d %d {\n".formatted(servers, i, port));
            if (protocol.equals("TCP")) {
                text.append("  TCP_CHECK {\n   retry 0\n   connect_timeout 2\n  }\n");
            }
            text.append(" }\n");
        }
        return text.append("}\n").toString();
    }

    private void awaitBoth(String what, Supplier<List<String>> ask) {
        var answers = new TreeSet<String>();
        Await.until(
                what,
                LIMIT,
                () -> {
                    answers.addAll(ask.get());
                    return answers.containsAll(SERVERS);
                },
                () -> answers + daemon.lastWords());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.1.0.100", "[fd01::100]", "10.1.0.101:8080", "10.1.0.102", "10.1.0.103"})
    void requestOverTcp_toServersWithoutARouteToTheClient_isAnswered(String where) {
        awaitBoth(where, () -> new Client(client).ask("http://" + where + "/", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.100", "fd01::100"})
    void datagram_toServersWithoutARouteToTheClient_isAnswered(String address) {
        awaitBoth(address, () -> new Client(client).datagrams(address, 53, 2));
    }

    @Test
    void requestToTheSorryServer_isAnsweredByIt() {
        Await.until(
                "the sorry server",
                LIMIT,
                () -> new Client(client).ask("http://10.1.0.100:81/", 1).contains("server1"),
                daemon::lastWords);
    }

    @Test
    void plan_ofAReload_showsTheElementsThatChange() throws IOException {
        Path next = lab.newFile("next.conf");
        director.write(
                next, Files.readString(configuration).replace("10.2.0.11 9999", "10.2.0.11 9998"));
        Output plan = director.attempt(Program.UPKEEP.path().toString(), "plan", next.toString());
        assertThat(plan.status()).as(plan.toString()).isEqualTo(2);
        assertThat(plan.lines())
                .contains(
                        "+ add element 10.1.0.100 . 81 . 10.2.0.11 . 9998 to set tcp_destinations"
                                + " of table ip upkeep_fnat")
                .noneMatch(line -> line.contains("ip6"));
    }

    private String set() {
        return director.attempt("nft", "list", "set", "ip", "upkeep_fnat", "tcp_destinations")
                .out();
    }

    @Test
    void set_followsTheServers() {
        Await.until("both servers", LIMIT, () -> set().contains("10.2.0.12"), daemon::lastWords);
        second.stop();
        Await.until("one server", LIMIT, () -> !set().contains("10.2.0.12"), this::set);
        assertThat(set()).contains("10.1.0.100 . 80 . 10.2.0.11 . 8080");
        second.restart();
        Await.until("both again", LIMIT, () -> set().contains("10.2.0.12"), daemon::lastWords);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void end_leavesNoTableAndTheKernelSettingAsItWas() {
        daemon.terminate(LIMIT);
        assertThat(director.run("nft", "list", "tables").lines()).containsExactly("table ip lab");
        assertThat(director.run("sysctl", "-n", "net.ipv4.vs.conntrack").out().strip())
                .isEqualTo("0");
    }
}
