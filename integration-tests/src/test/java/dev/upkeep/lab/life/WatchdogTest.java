package dev.upkeep.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.DaemonHost;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A thread that hangs: it is held with ptrace(2), which stops one thread and no others.
@LabTest
class WatchdogTest {

    private static final String CONFIGURATION =
            """
            global_defs {
             upkeep_watchdog 4
            }
            vrrp_instance VI_1 {
             state MASTER
             interface eth0
             virtual_router_id 51
             priority 255
             virtual_ipaddress {
              10.69.0.100
             }
            }
            virtual_server 10.69.1.1 80 {
             protocol TCP
             lb_algo rr
             lb_kind DR
             real_server 10.69.0.11 80 {
             }
            }
            """;

    /// PTRACE_SEIZE and PTRACE_INTERRUPT, then waits for its stop and for its end: a process ends
    /// when whoever traces its threads has heard of it. `__WALL` is 0x40000000.
    private static final String HOLD =
            """
            my ($call, $thread) = map { $_ + 0 } @ARGV;
            syscall($call, 0x4206, $thread, 0, 0) == 0 or die "seize: $!";
            syscall($call, 0x4207, $thread, 0, 0) == 0 or die "interrupt: $!";
            while (waitpid($thread, 0x40000000) > 0) {}
            """;

    private Lab lab;
    private DaemonHost director;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("watchdog"));
        director =
                new DaemonHost(
                        lab, Program.UPKEEP, HostSpec.named("director").address("10.69.0.1/24"));
        director.configure(CONFIGURATION);
        director.start();
        awaitAddress();
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource({
        "vrrp, The thread vrrp does not go on; waiting: vrrp: tasks",
        "checks, The thread checks does not go on; waiting: vrrp: tasks",
        "ipvs, The thread ipvs does not go on; waiting: vrrp: tasks",
        "watchdog, gave no sign of life for 13 seconds and was killed"
    })
    void threadThatHangs_endsTheProcess_whichIsStartedAgainAndAdopts(String thread, String text) {
        long worker = director.daemon().worker();
        // Threads that end meanwhile make grep fail, though it found the one.
        String find = "grep -slx %s /proc/%d/task/*/comm || true".formatted(thread, worker);
        var found = new AtomicReference<>("");
        Await.until(
                "the thread " + thread,
                DaemonHost.LIMIT,
                () -> {
                    found.set(director.host().shell(find).out());
                    return !found.get().isBlank();
                },
                () -> director.daemon().lastWords());
        String id = found.get().split("/", -1)[4];
        director.host().start(lab.newFile("hold"), "perl", "-e", HOLD, ptrace(), id);
        awaitLine(text);
        awaitLine("died: Respawning");
        Await.until(
                "another process",
                DaemonHost.LIMIT,
                () -> director.daemon().output().split("Startup complete", -1).length > 2,
                () -> director.daemon().lastWords());
        assertThat(director.host().attempt("kill", "-0", Long.toString(worker)).status())
                .isNotZero();
        awaitAddress();
        assertThat(director.host().run("ipvsadm", "-Sn").out()).contains("10.69.0.11:80");
    }

    @Test
    void processThatIsStoppedForSeconds_isLeftAlone() {
        long worker = director.daemon().worker();
        director.host().shell("kill -STOP %d; sleep 16; kill -CONT %1$d".formatted(worker));
        awaitLine("did not run for");
        director.host().shell("sleep 3");
        assertThat(director.daemon().output())
                .doesNotContain("does not go on", "no sign of life", "Respawning");
        assertThat(director.host().attempt("kill", "-0", Long.toString(worker)).status()).isZero();
    }

    /// The number of the system call.
    private static String ptrace() {
        return System.getProperty("os.arch").equals("aarch64") ? "117" : "101";
    }

    private void awaitLine(String text) {
        Await.until(
                text,
                DaemonHost.LIMIT,
                () -> director.daemon().output().contains(text),
                () -> director.daemon().lastWords());
    }

    private void awaitAddress() {
        Await.until(
                "the virtual address",
                DaemonHost.LIMIT,
                () -> director.host().hasAddress("10.69.0.100"),
                () -> director.daemon().lastWords());
    }
}
