package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.Stalls;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Capture;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Tshark;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// BFD sessions with keepalived, with Upkeep and with bfdd of FRR, decoded by tshark, and what
/// follows them.
@LabTest
class BfdTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// What each end of a session with 50 ms sends in some ten seconds.
    private static final int PACKETS = 220;

    private Lab lab;
    private Host first;
    private Host second;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("bfd"));
        first = lab.add(host(2));
        second = lab.add(host(3));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    private static HostSpec host(int number) {
        return HostSpec.named("director" + (number - 1))
                .address("172.18.0.%d/24".formatted(number))
                .address("fd18::%d/64".formatted(number));
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void sessions_withAPeer_comeUpGoDownAndComeBack(Program program) {
        Path packets = lab.newFile("packets");
        try (var _ = Capture.start(Lab.bridge(), packets, "udp")) {
            Daemon own = Daemon.start(lab, first, Program.UPKEEP, file(first, 2, 3));
            Path file = file(second, 3, 2);
            Daemon peer = Daemon.start(lab, second, program, file);
            awaitUp(own, 1);
            awaitUp(peer, 1);

            peer.kill();
            own.awaitOutput("(FOUR) Entering Down state (Local diagnostic - Control", LIMIT);
            own.awaitOutput("(SIX) Entering Down state (Local diagnostic - Control", LIMIT);
            Daemon returned = Daemon.start(lab, second, program, file);
            awaitUp(own, 2);
            awaitUp(returned, 1);

            assertThat(own.terminate(LIMIT)).as("exit status").isZero();
            returned.awaitOutput("(FOUR) Entering Down state (Local diagnostic - Neighbor", LIMIT);
            returned.awaitOutput("(SIX) Entering Down state (Local diagnostic - Neighbor", LIMIT);
            assertThat(returned.terminate(LIMIT)).as("exit status").isZero();
        }
        assertWellFormed(packets);
    }

    @Test
    void sessions_withFrr_comeUpOverOneHopAndSeveral() {
        String bfdd =
                """
                bfd
                 profile fast
                  detect-multiplier 3
                  receive-interval 100
                  transmit-interval 100
                 !
                 peer 172.18.0.2 local-address 172.18.0.3
                  profile fast
                 !
                 peer fd18::2 local-address fd18::3
                  profile fast
                 !
                 peer 172.18.0.2 multihop local-address 172.18.0.4
                  profile fast
                  minimum-ttl 250
                 !
                """;
        second.run("ip", "addr", "add", "172.18.0.4/24", "dev", "eth0");
        Path packets = lab.newFile("packets");
        try (var _ = Capture.start(Lab.bridge(), packets, "udp")) {
            startFrr("zebra", "/dev/null");
            startFrr("bfdd", configurationOfBfdd(bfdd));
            String multihop =
                    """
                    bfd_instance HOPS {
                        source_ip 172.18.0.2
                        neighbor_ip 172.18.0.4
                        min_rx 100
                        min_tx 100
                        multiplier 3
                        multihop
                        max_hops 5
                    }
                    """;
            Path own = first.write(lab.newFile("own.conf"), sessions(2, 3).concat(multihop));
            Daemon daemon = Daemon.start(lab, first, Program.UPKEEP, own);

            for (String name : List.of("FOUR", "SIX", "HOPS")) {
                daemon.awaitOutput("(" + name + ") Entering Up state", LIMIT);
            }
            Await.until(
                    "bfdd sees three sessions up", LIMIT, () -> peersUp() == 3, daemon::lastWords);
            assertThat(daemon.terminate(LIMIT)).isZero();
            Await.until("bfdd sees them down", LIMIT, () -> peersUp() == 0);
        }
        assertWellFormed(packets);
    }

    /// Of `./lab bench bfd-minute` a few seconds: both ends in real time, other work beside them. A
    /// detection time that ends while the lab itself did not run is nobody's fault.
    @Test
    void session_withFrrAtFiftyMilliseconds_staysUp() {
        String bfdd =
                """
                bfd
                 peer 172.18.0.2 local-address 172.18.0.3
                  detect-multiplier 3
                  receive-interval 50
                  transmit-interval 50
                 !
                """;
        String own =
                """
                global_defs {
                    bfd_rt_priority 50
                    bfd_no_swap
                }
                """
                        + sessions(2, 3)
                                .replaceAll("(?s)bfd_instance SIX.*", "")
                                .replace("100", "50");
        Path packets = lab.newFile("packets");
        try (var _ = Capture.start(Lab.bridge(), packets, "udp")) {
            startFrr("zebra", "/dev/null");
            startFrr("bfdd", configurationOfBfdd(bfdd));
            Path file = first.write(lab.newFile("own.conf"), own);
            Daemon daemon = Daemon.start(lab, first, Program.UPKEEP, file);
            daemon.awaitOutput("(FOUR) Entering Up state", LIMIT);
            Await.until("bfdd sees it up", LIMIT, () -> peersUp() == 1, daemon::lastWords);
            first.start(lab.newFile("work"), "sh", "-c", "while :; do :; done");

            long before = counter("Control packet input");
            long downs = counter("Session down events");
            Stalls stalls = Stalls.watch();
            Await.until(
                    "ten seconds of packets",
                    LIMIT,
                    () -> counter("Control packet input") >= before + PACKETS,
                    daemon::lastWords);
            downs = counter("Session down events") - downs;

            assertThat(downs)
                    .as("false downs, %s\n%s", stalls, daemon.lastWords())
                    .isLessThanOrEqualTo(stalls.end());
            assertThat(daemon.terminate(LIMIT)).isZero();
        }
        assertWellFormed(packets);
    }

    private long counter(String name) {
        return second.attempt("vtysh", "--vty_socket", "/run/frr", "-c", "show bfd peers counters")
                .out()
                .lines()
                .filter(line -> line.strip().startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void bfdCheck_withAlpha_followsItsSession(Program program) {
        String service =
                """
                virtual_server 172.18.0.100 80 {
                    lvs_sched rr
                    lvs_method DR
                    protocol TCP
                    real_server 172.18.0.3 80 {
                        BFD_CHECK {
                            name FOUR
                            alpha
                        }
                    }
                }
                """;
        Path file = first.write(lab.newFile("service.conf"), sessions(2, 3) + service);
        Daemon director = Daemon.start(lab, first, program, file);
        awaitTable("no server before the session is up", false, director);

        Daemon peer = Daemon.start(lab, second, Program.UPKEEP, file(second, 3, 2));
        awaitTable("the server while the session is up", true, director);
        peer.kill();
        awaitTable("no server after the session's end", false, director);

        assertThat(director.terminate(LIMIT)).as("exit status").isZero();
    }

    private void awaitTable(String what, boolean server, Daemon director) {
        Await.until(
                what,
                LIMIT,
                () -> {
                    String table = first.run("ipvsadm", "-Ln").out();
                    return table.contains("172.18.0.100:80")
                            && table.contains("-> 172.18.0.3:80") == server;
                },
                director::lastWords);
    }

    /// A place that the user of FRR may read.
    private String configurationOfBfdd(String text) {
        Path file = second.write(lab.newFile("bfdd.conf"), text);
        second.shell(
                "mkdir -p /run/frr && cp %s /run/frr/bfdd.conf && chown -R frr:frr /run/frr"
                        .formatted(file));
        return "/run/frr/bfdd.conf";
    }

    private void startFrr(String daemon, String configuration) {
        second.start(
                lab.newFile(daemon),
                "chrt",
                "-r",
                "50",
                "/usr/lib/frr/" + daemon,
                "-i",
                "/run/frr/" + daemon + ".pid",
                "-z",
                "/run/frr/zserv.api",
                "--vty_socket",
                "/run/frr",
                "-f",
                configuration,
                "--log",
                "stdout");
        Await.until(
                daemon + " answers",
                LIMIT,
                () -> second.attempt("test", "-S", "/run/frr/" + daemon + ".vty").status() == 0);
    }

    private long peersUp() {
        return second.attempt("vtysh", "--vty_socket", "/run/frr", "-c", "show bfd peers")
                .out()
                .lines()
                .filter(line -> line.contains("Status: up"))
                .count();
    }

    private static void awaitUp(Daemon daemon, int times) {
        for (String name : List.of("FOUR", "SIX")) {
            String text = "(" + name + ") Entering Up state";
            Await.until(
                    text + " " + times + " times",
                    LIMIT,
                    () ->
                            daemon.output().split(java.util.regex.Pattern.quote(text), -1).length
                                    > times,
                    daemon::lastWords);
        }
    }

    private static void assertWellFormed(Path packets) {
        assertThat(
                        Tshark.faults(
                                packets,
                                "bfd.version == 1 || !(udp.port == 3784 || udp.port == 4784)"))
                .as("packets that tshark dislikes")
                .isEmpty();
    }

    private Path file(Host host, int own, int peer) {
        return host.write(lab.newFile(host + ".conf"), sessions(own, peer));
    }

    private static String sessions(int own, int peer) {
        return """
        bfd_instance FOUR {
            source_ip 172.18.0.%1$d
            neighbor_ip 172.18.0.%2$d
            min_rx 100
            min_tx 100
            multiplier 3
        }
        bfd_instance SIX {
            source_ip fd18::%1$d
            neighbor_ip fd18::%2$d
            min_rx 100
            min_tx 100
            multiplier 3
            ttl 255
        }
        """
                .formatted(own, peer);
    }
}
