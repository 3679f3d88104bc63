package dev.upkeep.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `lb_kind FNAT`: real servers in another subnet, without a route to the client, answer through
/// the director.
@NftablesTest
class FullNatTest {
    private static final Duration LIMIT = Duration.ofMinutes(3); // emulated kernels are slow
    private static final List<String> SERVERS = List.of("server1", "server2");

    private Lab lab;
    private Host client;
    private Host director;
    private Path configuration;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("full-nat"));
        client = lab.add(HostSpec.named("client").address("10.1.0.2/24").address("fd01::2/64"));
        director =
                lab.add(
                        HostSpec.named("director")
                                .address("10.1.0.1/24")
                                .address("10.1.0.100/32")
                                .address("10.2.0.1/24")
                                .address("fd01::1/64")
                                .address("fd01::100/128")
                                .address("fd02::1/64")
                                .forwarding());
        for (int i = 1; i <= SERVERS.size(); i++) {
            Host server =
                    lab.add(
                            HostSpec.named("server" + i)
                                    .address("10.2.0.1" + i + "/24")
                                    .address("fd02::1" + i + "/64"));
            assertThat(server.attempt("ip", "route", "get", "10.1.0.2").status()).isNotZero();
            assertThat(server.attempt("ip", "route", "get", "fd01::2").status()).isNotZero();
            Service.nginx(lab, server, 8080);
            server.start(
                    lab.newFile("udp" + i),
                    "socat",
                    "UDP6-RECVFROM:5353,fork,reuseaddr",
                    "SYSTEM:hostname");
        }
        configuration =
                director.write(
                        lab.newFile("fnat.conf"),
                        service("10.1.0.100", 80, "TCP", "10.2.0.1", 8080)
                                + service("10.1.0.100", 53, "UDP", "10.2.0.1", 5353)
                                + service("fd01::100", 80, "TCP", "fd02::1", 8080)
                                + service("fd01::100", 53, "UDP", "fd02::1", 5353));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    private static String service(
            String address, int port, String protocol, String servers, int serverPort) {
        var text = new StringBuilder();
        text.append("virtual_server %s %d {\n".formatted(address, port));
        text.append(" delay_loop 2\n lb_algo rr\n lb_kind FNAT\n");
        text.append(" protocol %s\n".formatted(protocol));
        for (int i = 1; i <= SERVERS.size(); i++) {
            text.append(" real_server %s%d %d {\n".formatted(servers, i, serverPort));
            if (protocol.equals("TCP")) {
                text.append("  TCP_CHECK {\n   retry 0\n   connect_timeout 2\n  }\n");
            }
            text.append(" }\n");
        }
        return text.append("}\n").toString();
    }

    private Daemon start() {
        Daemon daemon = Daemon.start(lab, director, Program.UPKEEP, configuration);
        Await.until(
                "four services",
                LIMIT,
                () -> IpvsTable.of(director).services().size() == 4,
                daemon::lastWords);
        return daemon;
    }

    private void awaitAnswers(String what, java.util.function.Supplier<String> ask) {
        var answers = new TreeSet<String>();
        Await.until(
                what,
                LIMIT,
                () -> {
                    answers.add(ask.get());
                    return answers.containsAll(SERVERS);
                },
                answers::toString);
    }

    private String datagram(String address) {
        return client.shell("echo hello | socat -t5 -T5 - " + address + " || echo nothing")
                .out()
                .strip();
    }

    private String set(String family) {
        return director.attempt("nft", "list", "set", family, "upkeep_fnat", "tcp_destinations")
                .out();
    }

    @Test
    void serversWithoutARouteToTheClient_answerThroughTheDirector() {
        Daemon daemon = start();
        var curl = new Client(client);
        awaitAnswers("IPv4, TCP", () -> curl.ask("http://10.1.0.100/", 1).getFirst());
        awaitAnswers("IPv6, TCP", () -> curl.ask("http://[fd01::100]/", 1).getFirst());
        awaitAnswers("IPv4, UDP", () -> datagram("UDP4:10.1.0.100:53"));
        awaitAnswers("IPv6, UDP", () -> datagram("UDP6:[fd01::100]:53"));

        daemon.terminate(LIMIT);
        assertThat(director.run("nft", "list", "tables").out()).isBlank();
        assertThat(director.run("sysctl", "-n", "net.ipv4.vs.conntrack").out().strip())
                .isEqualTo("0");
    }

    @Test
    void set_followsTheServers() {
        Daemon daemon = start();
        Await.until(
                "both servers", LIMIT, () -> set("ip").contains("10.2.0.12"), daemon::lastWords);
        lab.host("server2").shell("pkill -TERM nginx || kill $(cat /run/nginx.pid)");
        Await.until("one server", LIMIT, () -> !set("ip").contains("10.2.0.12"), () -> set("ip"));
        assertThat(set("ip")).contains("10.1.0.100 . 80 . 10.2.0.11 . 8080");
        daemon.terminate(LIMIT);
    }
}
