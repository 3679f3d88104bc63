package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A tracked process while many others start and end as fast as the kernel makes them, with a
/// buffer that overruns where the kernel reports them: the level stays right, and follows the
/// process.
abstract class TrackedProcessStory {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String VIP = "172.18.0.81";

    private Lab lab;
    private Host director;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("tracked-process"));
        director = lab.add(HostSpec.named("director").address("172.18.0.2/24"));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    /// Checks what the daemon says about where it learns of processes.
    abstract void assertSource(String output);

    @Test
    void trackedProcess_amongManyForks_keepsItsLevel() throws Exception {
        Path service = lab.newFile("service");
        director.run("cp", "/bin/sleep", service.toAbsolutePath().toString());
        Process running = start(service);
        Daemon daemon = Daemon.start(lab, director, Program.UPKEEP, file(service));
        awaitAddress(daemon, true);

        storm();
        assertThat(daemon.output()).doesNotContain("Quorum lost");
        running.destroyForcibly().waitFor();
        awaitAddress(daemon, false);
        assertThat(daemon.output()).containsOnlyOnce("Quorum lost for tracked process service");

        Process again = start(service);
        daemon.awaitOutput("Quorum gained for tracked process service", LIMIT);
        again.destroyForcibly().waitFor();
        assertSource(daemon.output());
    }

    /// Starts and ends processes as fast as a shell can, for a few seconds.
    private void storm() {
        director.shell("timeout 4 sh -c 'while :; do (:); done' || [ $? = 124 ]");
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

    private Path file(Path program) {
        return director.write(
                lab.newFile("conf"),
                """
                global_defs {
                    process_monitor_rcv_bufs 4096
                }
                vrrp_track_process service {
                    process %s
                }
                vrrp_instance V {
                    interface eth0
                    virtual_router_id 81
                    virtual_ipaddress {
                        %s
                    }
                    track_process {
                        service
                    }
                }
                """
                        .formatted(program.toAbsolutePath(), VIP));
    }
}
