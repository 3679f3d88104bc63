package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.HostTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A tracked process while thousands of others start and end, with a buffer that overruns: the
/// level stays right, and the peer, which is keepalived, hears every advert.
@HostTest
class TrackedProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String VIP = "172.18.0.81";
    private static final int FORKS = 5000;

    private Lab lab;
    private Host director;
    private Host peer;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("tracked-process"));
        director = lab.add(HostSpec.named("director").address("172.18.0.2/24"));
        peer = lab.add(HostSpec.named("peer").address("172.18.0.3/24"));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    @Test
    void trackedProcess_amongThousandsOfForks_keepsItsLevel() throws Exception {
        Path service = lab.newFile("service");
        director.run("cp", "/bin/sleep", service.toAbsolutePath().toString());
        Process running = start(service);
        Daemon daemon = Daemon.start(lab, director, Program.UPKEEP, file(service, 150, true));
        awaitAddress(daemon, true);
        Daemon keepalived = Daemon.start(lab, peer, Program.KEEPALIVED, file(service, 100, false));
        keepalived.awaitOutput("Entering BACKUP STATE", LIMIT);

        storm();
        assertThat(daemon.output()).doesNotContain("Quorum lost");
        assertThat(keepalived.output()).doesNotContain("Receive advertisement timeout");
        running.destroyForcibly().waitFor();
        awaitAddress(daemon, false);
        assertThat(daemon.output()).containsOnlyOnce("Quorum lost for tracked process service");

        running = start(service);
        daemon.awaitOutput("Quorum gained for tracked process service", LIMIT);
        storm();
        running.destroyForcibly().waitFor();
        Await.until(
                "the second loss",
                LIMIT,
                () -> daemon.output().split("Quorum lost for", -1).length == 3,
                daemon::lastWords);

        if (!daemon.output().contains("Processes are looked for every")) { // has a connector
            assertThat(daemon.output()).containsOnlyOnce("Process events were lost");
        }
    }

    /// Starts and ends processes as fast as a shell can.
    private void storm() {
        director.shell("i=0; while [ $i -lt " + FORKS + " ]; do (:); i=$((i + 1)); done");
    }

    private Process start(Path program) {
        return director.start(
                lab.newFile("service.log"), program.toAbsolutePath().toString(), "600");
    }

    private void awaitAddress(Daemon daemon, boolean there) {
        Await.until(
                there ? "the address" : "no address",
                LIMIT,
                () -> director.hasAddress(VIP) == there,
                daemon::lastWords);
    }

    private Path file(Path program, int priority, boolean tracking) {
        String process =
                """
                global_defs {
                    process_monitor_rcv_bufs 4096
                }
                vrrp_track_process service {
                    process %s
                }
                """
                        .formatted(program.toAbsolutePath());
        String instance =
                """
                vrrp_instance V {
                    interface eth0
                    virtual_router_id 81
                    priority %d
                    virtual_ipaddress {
                        %s
                    }
                    %s
                }
                """
                        .formatted(priority, VIP, tracking ? "track_process {\nservice\n}\n" : "");
        return director.write(lab.newFile("conf"), tracking ? process + instance : instance);
    }
}
