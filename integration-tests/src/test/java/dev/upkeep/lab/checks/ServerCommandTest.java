package dev.upkeep.lab.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.demo.Example;
import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.fixture.Netlink;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.host.KeptConnection;
import dev.upkeep.lab.host.Output;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `upkeep server` against a running daemon, with the connections of clients. When the command
/// ends, the kernel has been asked: nothing here waits for that.
@LabTest
class ServerCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String A = "10.20.0.11:8080";
    private static final String B = "10.20.0.12:8080";

    /// Two services on the same servers: the second lets connections end.
    private static final String SERVICES =
            """
            virtual_server 192.0.2.10 80 {
             protocol TCP
             lb_algo rr
             lb_kind NAT
             real_server 10.20.0.11 8080 {
              weight 2
             }
             real_server 10.20.0.12 8080 {
             }
            }
            virtual_server 192.0.2.10 81 {
             protocol TCP
             lb_algo rr
             lb_kind NAT
             drain_timeout 4
             sorry_server 10.20.0.12 8080
             real_server 10.20.0.11 8080 {
             }
            }
            """;

    private Stage stage;
    private Host director;
    private Path configuration;
    private Daemon daemon;

    @BeforeEach
    void setUp() {
        stage = new Stage(Example.named("nat-http-get"), Logs.of("server"));
        director = stage.host(stage.example().directors().getFirst().host());
        director.run("ip", "address", "add", "192.0.2.10/24", "dev", "eth0");
        director.run("ip", "address", "add", "10.20.0.1/24", "dev", "eth0");
        configuration = director.write(stage.lab().logs().resolve("keepalived.conf"), SERVICES);
        daemon = stage.start(0, Program.UPKEEP, configuration);
        Await.until(
                "the control socket",
                LIMIT,
                () -> Files.exists(director.file("run/keepalived.sock")),
                daemon::lastWords);
        Await.until("both services", LIMIT, () -> weights().equals("2 1 1"), daemon::lastWords);
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void drain_keepsAConnection_andSendsNewOnesElsewhere_overAReload_untilEnable()
            throws IOException {
        try (var kept = KeptConnection.open(stage.host("client"), "192.0.2.10:80")) {
            String served = kept.ask();
            assertThat(served).isIn("rs1", "rs2");
            String drained = served.equals("rs1") ? A : B;

            Output done = upkeep("drain", "192.0.2.10:80", drained);
            assertThat(done.status()).as(done.toString()).isZero();
            assertThat(done.lines()).containsExactly(drained + " of tcp:192.0.2.10:80 is draining");
            assertThat(weights()).isEqualTo(drained.equals(A) ? "0 1 1" : "2 0 1");
            assertThat(stage.client().count("http://192.0.2.10/", 6))
                    .containsOnlyKeys(served.equals("rs1") ? "rs2" : "rs1");
            assertThat(kept.ask()).isEqualTo(served);
            assertThat(upkeep("list", "192.0.2.10:80").out())
                    .containsPattern(drained + " +up +[12] +0 +draining +1 +[0-9]+");

            Files.writeString(configuration, SERVICES.replace("lb_algo rr", "lb_algo wrr"));
            daemon.signal("HUP");
            daemon.awaitOutput("Reload finished", LIMIT);
            assertThat(weights()).isEqualTo(drained.equals(A) ? "0 1 1" : "2 0 1");
            assertThat(kept.ask()).isEqualTo(served);

            assertThat(control("server enable 192.0.2.10:80 " + drained))
                    .containsExactly(drained + " of tcp:192.0.2.10:80 is enabled", "ok");
            assertThat(weights()).isEqualTo("2 1 1");
            assertThat(stage.client().count("http://192.0.2.10/", 6))
                    .containsOnlyKeys("rs1", "rs2");
        }
        assertThat(daemon.output())
                .contains("The operator drains service", "The operator enables service");
    }

    @Test
    void disable_takesTheServerOut_atOnceOrWithDrainTimeoutLater_untilEnable() {
        assertThat(upkeep("disable", "192.0.2.10", "80", "10.20.0.11", "8080").status()).isZero();
        assertThat(weights()).isEqualTo("- 1 1");
        assertThat(control("server enable 192.0.2.10:80 10.20.0.11").getLast()).isEqualTo("ok");
        assertThat(weights()).isEqualTo("2 1 1");

        try (var kept = KeptConnection.open(stage.host("client"), "192.0.2.10:81")) {
            assertThat(kept.ask()).isEqualTo("rs1");
            assertThat(control("server disable 192.0.2.10:81 " + A).getLast()).isEqualTo("ok");
            assertThat(weights()).isEqualTo("2 1 0");
            assertThat(kept.ask()).isEqualTo("rs1");
            assertThat(stage.client().count("http://192.0.2.10:81/", 3)).containsOnlyKeys("rs2");
            Await.until("the server leaves", LIMIT, () -> weights().equals("2 1 -"));
        }
        assertThat(daemon.output()).contains("with connections left");
        assertThat(control("server enable 192.0.2.10:81 " + A).getLast()).isEqualTo("ok");
        assertThat(weights()).isEqualTo("2 1 1");
    }

    /// Upkeep knows it before the first request to the kernel: a disabled server never gets a
    /// client.
    @Test
    void disabled_staysSo_overACrashAndAStop_untilEnable() throws IOException {
        assertThat(control("server disable 192.0.2.10:80 " + B).getLast()).isEqualTo("ok");
        daemon.kill();
        assertThat(weights()).isEqualTo("2 - 1");
        Netlink.monitor(director);
        List<String> changes =
                Netlink.changesDuring(
                        director,
                        stage.lab().newFile("netlink"),
                        () -> {
                            daemon = stage.start(0, Program.UPKEEP, configuration);
                            daemon.awaitOutput("The operator disables service", LIMIT);
                            Await.until(
                                    "an answer",
                                    LIMIT,
                                    () -> upkeep("list").status() == 0,
                                    daemon::lastWords);
                        });
        assertThat(changes).as("requests after the crash").isEmpty();

        daemon.terminate(LIMIT);
        assertThat(weights()).isEqualTo("- - -");
        daemon = stage.start(0, Program.UPKEEP, configuration);
        Await.until("the services", LIMIT, () -> weights().equals("2 - 1"), daemon::lastWords);
        assertThat(stage.client().count("http://192.0.2.10/", 4)).containsOnlyKeys("rs1");
        Await.until("an answer", LIMIT, () -> upkeep("list").status() == 0, daemon::lastWords);
        assertThat(control("server enable 192.0.2.10:80 " + B).getLast()).isEqualTo("ok");
        assertThat(weights()).isEqualTo("2 1 1");
    }

    @Test
    void names_thatAreUnknown_changeNothing_andOnlyRootMayAsk() throws IOException {
        Netlink.monitor(director);
        List<String> changes =
                Netlink.changesDuring(
                        director,
                        stage.lab().newFile("netlink"),
                        () -> {
                            Output unknown = upkeep("drain", "192.0.2.10:80", "10.20.0.99:8080");
                            assertThat(unknown.status()).as(unknown.toString()).isEqualTo(1);
                            assertThat(unknown.err().strip())
                                    .isEqualTo(
                                            "tcp:192.0.2.10:80 has no real server"
                                                    + " 10.20.0.99:8080; it has "
                                                    + A
                                                    + ", "
                                                    + B);
                            assertThat(control("server disable fwmark:1 10.20.0.11"))
                                    .containsExactly(
                                            "error: there is no virtual server fwmark:1; there are"
                                                    + " tcp:192.0.2.10:80, tcp:192.0.2.10:81");
                        });
        assertThat(changes).isEmpty();
        assertThat(weights()).isEqualTo("2 1 1");

        Path socket = director.file("run/keepalived.sock");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        Output stranger =
                director.attempt(
                        "setpriv",
                        "--reuid=65534",
                        "--clear-groups",
                        "socat",
                        "-",
                        "UNIX-CONNECT:/run/keepalived.sock");
        assertThat(stranger.ok()).isFalse();
        assertThat(stranger.err()).contains("Permission denied");

        daemon.terminate(LIMIT);
        assertThat(socket).doesNotExist();
        Output nobody = upkeep("list");
        assertThat(nobody.status()).isEqualTo(2);
        assertThat(nobody.err()).contains("no daemon is running");
    }

    @Test
    void weight_isInTheKernel_overAReload_untilReset_andMarkedGenhashPacketsAreMarked() {
        assertThat(upkeep("weight", "192.0.2.10:80", B, "7").lines())
                .containsExactly(B + " of tcp:192.0.2.10:80 has weight 7");
        assertThat(weights()).isEqualTo("2 7 1");
        daemon.signal("HUP");
        daemon.awaitOutput("Reload finished", LIMIT);
        assertThat(weights()).isEqualTo("2 7 1");
        assertThat(control("server weight 192.0.2.10:80 " + B + " reset"))
                .containsExactly(B + " of tcp:192.0.2.10:80 has its configured weight", "ok");
        assertThat(weights()).isEqualTo("2 1 1");

        director.run("ip", "rule", "add", "pref", "10", "fwmark", "7", "prohibit");
        assertThat(genhash("-m", "7").status()).isEqualTo(1);
        assertThat(genhash("-m", "8").lines()).isEqualTo(genhash().lines()).hasSize(1);
    }

    private Output genhash(String... options) {
        var command =
                new ArrayList<>(
                        List.of(
                                Program.UPKEEP.path().toString(),
                                "genhash",
                                "-s",
                                "10.20.0.11",
                                "-p",
                                "8080",
                                "-u",
                                "/"));
        command.addAll(List.of(options));
        return director.attempt(command.toArray(String[]::new));
    }

    private Output upkeep(String... words) {
        var command = new ArrayList<>(List.of(Program.UPKEEP.path().toString(), "server"));
        command.addAll(List.of(words));
        return director.attempt(command.toArray(String[]::new));
    }

    /// The same without a start of the program: by the protocol.
    private List<String> control(String request) {
        return director.shell(
                        "echo '" + request + "' | socat -t 10 - UNIX-CONNECT:/run/keepalived.sock")
                .lines();
    }

    /// The weights in the kernel of A and B for port 80 and of A for port 81, `-` for no entry. The
    /// sorry server of port 81 does not count.
    private String weights() {
        IpvsTable table = IpvsTable.of(director);
        return weight(table, ":80", A)
                + " "
                + weight(table, ":80", B)
                + " "
                + weight(table, ":81", A);
    }

    private static String weight(IpvsTable table, String port, String server) {
        return table.services().stream()
                .filter(service -> service.key().endsWith(port))
                .flatMap(service -> service.destinations().stream())
                .filter(destination -> destination.address().equals(server))
                .map(destination -> Integer.toString(destination.weight()))
                .findFirst()
                .orElse("-");
    }
}
