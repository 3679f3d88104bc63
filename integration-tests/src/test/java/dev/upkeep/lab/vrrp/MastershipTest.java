package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A master whose process dies beside a keepalived that watches it: one that is back in time goes
/// on with its address and route in place, one that is late finds them taken and leaves them.
@LabTest
class MastershipTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String VIP = "172.18.0.10";

    /// Five seconds, so that even the emulated kernel starts a process within three intervals.
    private static final String FILE =
            """
            vrrp_instance V {
                interface eth0
                virtual_router_id 1
                version 3
                advert_int 5
                priority @priority
                nopreempt
                virtual_ipaddress {
                    172.18.0.10/24
                }
                virtual_routes {
                    10.66.0.0/16 via 172.18.0.7 dev eth0
                }
            }
            """;

    private Lab lab;
    private Host director;
    private Host other;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("mastership"));
        director = lab.add(HostSpec.named("director").address("172.18.0.2/24"));
        other = lab.add(HostSpec.named("other").address("172.18.0.3/24"));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    /// One after the other, beside the same peer, which takes over in none of them.
    @Test
    void master_thatIsKilledRestartedOrHandsOver_goesOnAndNothingIsRemoved() throws IOException {
        Daemon daemon = start(director, Program.UPKEEP, 150);
        awaitMaster(director, daemon);
        Daemon peer = start(other, Program.KEEPALIVED, 100);
        peer.awaitOutput("Entering BACKUP STATE", LIMIT);
        Path changes = lab.newFile("changes");
        Process monitor = director.start(changes, "ip", "monitor", "address", "route");
        director.run("ip", "address", "add", "10.99.0.1/32", "dev", "lo");
        Await.until("the monitor", LIMIT, () -> read(changes).contains("10.99.0.1"));

        director.run("kill", "-KILL", Long.toString(daemon.worker()));
        awaitResumed(daemon, 1, peer);

        director.run(command(), "restart");
        awaitResumed(daemon, 2, peer);

        daemon.kill();
        daemon = start(director, Program.UPKEEP, 150);
        awaitResumed(daemon, 1, peer);

        director.run(command(), "handover");
        assertThat(daemon.awaitEnd(LIMIT)).isZero();
        daemon = start(director, Program.UPKEEP, 150);
        awaitResumed(daemon, 1, peer);

        monitor.destroy();
        assertThat(Files.readString(changes)).doesNotContain(VIP, "10.66.0.0");
        assertThat(daemon.terminate(LIMIT)).isZero();
        assertThat(director.hasAddress(VIP)).as("after a clean stop").isFalse();
        assertThat(peer.terminate(LIMIT)).isZero();
    }

    private static String command() {
        return Program.UPKEEP.path().resolveSibling("upkeep").toString();
    }

    /// Waits until it goes on as master for the given time, and looks what is there.
    private void awaitResumed(Daemon daemon, int time, Daemon peer) {
        // One interval later it announces: by then the peer would have been heard.
        Await.until(
                "the announcement after an interval, time " + time,
                LIMIT,
                () -> {
                    String[] lives = daemon.output().split("\\(V\\) was master, last advert", -1);
                    return lives.length > time
                            && lives[time].contains("(V) Entering MASTER STATE")
                            && lives[time].contains("gratuitous ARP");
                },
                daemon::lastWords);
        assertThat(peer.output()).doesNotContain("Entering MASTER STATE");
        assertThat(director.hasAddress(VIP)).isTrue();
        assertThat(director.run("ip", "route", "show", "10.66.0.0/16").out())
                .contains("172.18.0.7");
    }

    @Test
    void master_thatIsBackTooLate_leavesThePeerAlone() {
        Daemon first = start(director, Program.UPKEEP, 150);
        awaitMaster(director, first);
        Daemon peer = start(other, Program.KEEPALIVED, 100);
        peer.awaitOutput("Entering BACKUP STATE", LIMIT);
        first.kill();
        assertThat(director.hasAddress(VIP)).as("left behind").isTrue();
        awaitMaster(other, peer);

        Daemon late = start(director, Program.UPKEEP, 150);
        late.awaitOutput("was master, but does not resume: its last advert is", LIMIT);
        Await.until(
                "one owner",
                LIMIT,
                () -> !director.hasAddress(VIP) && other.hasAddress(VIP),
                late::lastWords);
        late.awaitOutput("Entering BACKUP STATE", LIMIT);
        assertThat(late.output()).doesNotContain("Entering MASTER STATE");
        assertThat(director.run("ip", "route", "show", "10.66.0.0/16").out()).isEmpty();
        assertThat(peer.output()).doesNotContain("lower priority");
        assertThat(late.terminate(LIMIT)).isZero();
        assertThat(peer.terminate(LIMIT)).isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Daemon start(Host host, Program program, int priority) {
        Path file =
                host.write(
                        lab.newFile(host + ".conf"),
                        FILE.replace("@priority", Integer.toString(priority)));
        return Daemon.start(lab, host, program, file);
    }

    private static void awaitMaster(Host host, Daemon daemon) {
        Await.until("the address", LIMIT, () -> host.hasAddress(VIP), daemon::lastWords);
    }
}
