package dev.upkeep.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.IpvsTableFixture;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.Output;
import dev.upkeep.lab.runner.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The processes of a daemon as the rest of a machine sees them: names, pid files, statuses,
/// signals, and what follows when one of them is killed. Expectations are what keepalived 2.2.7 was
/// seen to do, unless a test says otherwise.
@LabTest
class ProcessesTest {

    private static final String ROUTER =
            """
            vrrp_instance VI_1 {
             state MASTER
             interface eth0
             virtual_router_id 51
             priority 255
             virtual_ipaddress {
              10.72.0.100
             }
            }
            """;

    /// By the other name, which is a link.
    private static final Path KEEPALIVED = Program.UPKEEP.path().resolveSibling("keepalived");

    private IpvsTableFixture director;
    private Host host;

    @BeforeEach
    void setUp() {
        director = new IpvsTableFixture("processes");
        host = director.host();
        director.configure(ROUTER);
    }

    @AfterEach
    void tearDown() {
        director.close();
    }

    private Output start(String... options) {
        var command = new ArrayList<>(List.of(KEEPALIVED.toString(), "--no-syslog"));
        command.addAll(List.of(options));
        if (!command.contains("-f")) {
            command.addAll(List.of("-f", director.file().toString()));
        }
        return host.attempt(command.toArray(String[]::new));
    }

    private Output inBackground(String... options) {
        Output started = start(options);
        assertThat(started.status()).as(started.toString()).isZero();
        return started;
    }

    private String pid(String file) {
        try {
            return Files.readString(host.file("/run/" + file)).strip();
        } catch (IOException e) {
            return "none";
        }
    }

    private boolean alive(String pid) {
        return host.attempt("kill", "-0", pid).status() == 0;
    }

    /// Awaits that a file is there or gone; a pid file is empty between its making and its writing.
    private void awaitFile(String name, boolean there) {
        Path file = Objects.requireNonNull(host.file("/run/" + name));
        Await.until(
                name + (there ? " is there" : " is gone"),
                IpvsTableFixture.LIMIT,
                () ->
                        (there && name.endsWith(".pid"))
                                ? pid(name).matches("\\d+")
                                : Files.exists(file) == there,
                () -> host.run("ls", "-la", "/run").out());
    }

    private void awaitAddress(boolean there) {
        Await.until(
                "the virtual address " + (there ? "is there" : "is gone"),
                IpvsTableFixture.LIMIT,
                () -> host.hasAddress("10.72.0.100") == there,
                () -> host.run("ip", "addr").out());
    }

    @Test
    void backgroundStart_returnsWhenPidFilesAndControlSocketAreThere() {
        Output started = inBackground();
        assertThat(started.err()).isEmpty();
        assertThat(alive(pid("keepalived.pid"))).isTrue();
        assertThat(alive(pid("vrrp.pid"))).isTrue();
        assertThat(pid("vrrp.pid")).isNotEqualTo(pid("keepalived.pid"));
        assertThat(pid("checkers.pid")).as("a part that does not run").isEqualTo("none");
        assertThat(host.file("/run/keepalived.sock")).exists();
        assertThat(host.run("stat", "-c", "%a", "/run/keepalived.pid").out().strip())
                .isEqualTo("644");
    }

    @Test
    void processes_haveTheNameTheyWereStartedBy_andTheProgramAsTheirExecutable() {
        inBackground();
        for (String file : List.of("keepalived.pid", "vrrp.pid")) {
            String pid = pid(file);
            assertThat(host.run("cat", "/proc/" + pid + "/comm").out()).isEqualTo("keepalived\n");
            assertThat(host.run("pidof", "keepalived").out().strip().split(" ")).contains(pid);
            assertThat(host.run("pgrep", "-x", "keepalived").lines()).contains(pid);
            assertThat(host.run("readlink", "-f", "/proc/" + pid + "/exe").out().strip())
                    .isEqualTo(Program.UPKEEP.path().toString());
        }
    }

    @Test
    void startStopDaemon_findsTheDaemonByProgramAndPidFile_andStopsIt() {
        inBackground();
        host.run(
                "start-stop-daemon",
                "--stop",
                "--quiet",
                "--pidfile",
                "/run/keepalived.pid",
                "--exec",
                KEEPALIVED.toString(),
                "--retry",
                "20");
        assertThat(pid("keepalived.pid")).isEqualTo("none");
        assertThat(pid("vrrp.pid")).isEqualTo("none");
        assertThat(host.hasAddress("10.72.0.100")).isFalse();
    }

    @Test
    void backgroundStart_withoutAnIncludedFile_saysSoAndEndsWithItsStatus() {
        director.configure("include /nope.conf\n" + ROUTER);
        Output failed = start("-e");
        assertThat(failed.status()).as(failed.toString()).isEqualTo(6);
        assertThat(failed.err()).contains("/nope.conf");
        assertThat(pid("keepalived.pid")).isEqualTo("none");
    }

    @Test
    void start_withAPidFileThatCannotBeWritten_saysSoAndEnds() {
        for (String foreground : List.of("--dont-fork", "--no-syslog")) {
            Output failed = start(foreground, "-p", "/no/such/dir/x.pid");
            assertThat(failed.status()).as(failed.toString()).isEqualTo(1);
            assertThat(failed.err())
                    .contains(
                            "cannot write pid file /no/such/dir/x.pid: no such file or directory");
        }
    }

    @Test
    void backgroundStart_withRelativeNames_meansThoseOfTheWorkingDirectory() {
        host.run(
                "sh",
                "-euc",
                "cp %s /run/mine.conf; cd /run; %s --no-syslog -f mine.conf -p mine.pid"
                        .formatted(director.file(), KEEPALIVED));
        assertThat(alive(pid("mine.pid"))).isTrue();
        assertThat(host.run("readlink", "/proc/" + pid("mine.pid") + "/cwd").out().strip())
                .isEqualTo("/");
    }

    @Test
    void secondStart_whileOneRuns_endsWellAndLeavesItAlone() {
        inBackground();
        String first = pid("keepalived.pid");
        inBackground();
        assertThat(pid("keepalived.pid")).isEqualTo(first);
        assertThat(alive(first)).isTrue();
    }

    @Test
    void launcher_needsNothingFromPathAndWorksThroughLinks() {
        host.run("ln", "-s", KEEPALIVED.toString(), "/run/ka");
        Output version = host.attempt("env", "-i", "PATH=/nowhere", "/run/ka", "--signum=JSON");
        assertThat(version.out()).as(version.toString()).isEqualTo("36\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keepalived.pid", "vrrp.pid"})
    void signals_thatAskForNothing_areSurvived(String file) {
        inBackground();
        String pid = pid(file);
        for (int signal : List.of(5, 6, 14, 16, 23, 24, 26, 27, 28, 29, 30, 31, 34, 37, 50, 64)) {
            host.run("kill", "-" + signal, pid);
            assertThat(alive(pid)).as("after signal " + signal).isTrue();
        }
        host.run("kill", "-HUP", pid);
        host.run("kill", "-TERM", pid);
        awaitFile("keepalived.pid", false);
    }

    @Test
    void childThatIsKilled_isStartedAgainAtOnce_underTheSameParent() {
        inBackground();
        String parent = pid("keepalived.pid");
        String child = pid("vrrp.pid");
        host.run("kill", "-KILL", child);
        Await.until(
                "another child",
                IpvsTableFixture.LIMIT,
                () -> !pid("vrrp.pid").equals(child) && alive(pid("vrrp.pid")),
                () -> host.run("ps", "-ef").out());
        assertThat(pid("keepalived.pid")).isEqualTo(parent);
        awaitAddress(true);
    }

    /// keepalived exits with 0 here; a failure is something a service manager can act on.
    @Test
    void childThatIsKilled_withDontRespawn_endsTheDaemonWithAFailure() {
        Path log = director.lab().newFile("dont-respawn");
        Process daemon =
                host.start(log, KEEPALIVED.toString(), "-nlGR", "-f", director.file().toString());
        awaitFile("vrrp.pid", true);
        awaitAddress(true);
        host.run("kill", "-KILL", pid("vrrp.pid"));
        assertThat(daemon.onExit().join().exitValue()).isEqualTo(1);
        assertThat(pid("keepalived.pid")).isEqualTo("none");
        assertThat(pid("vrrp.pid")).isEqualTo("none");
    }

    @Test
    void parentThatIsKilled_takesTheAddressWithIt() {
        inBackground();
        awaitAddress(true);
        host.run("kill", "-KILL", pid("keepalived.pid"));
        awaitAddress(false);
        awaitFile("keepalived.pid", false);
        awaitFile("vrrp.pid", false);
    }

    @Test
    void environment_ofOurOwnAndOfJava_changesNothingAndReachesNoScript() {
        Path note = director.lab().newFile("environment");
        host.run(
                "sh",
                "-euc",
                "printf '#!/bin/sh\\nenv >%s\\n' >/run/note; chmod 755 /run/note".formatted(note));
        director.configure(ROUTER.replace("priority", "notify /run/note root\n priority"));
        Output started =
                host.attempt(
                        "env",
                        "UPKEEP_X=1",
                        "JAVA_TOOL_OPTIONS=--version",
                        "JDK_JAVA_OPTIONS=--version",
                        "MINE=1",
                        KEEPALIVED.toString(),
                        "--no-syslog",
                        "-f",
                        director.file().toString());
        assertThat(started.status()).as(started.toString()).isZero();
        Await.until(
                "the script",
                IpvsTableFixture.LIMIT,
                () -> host.attempt("cat", note.toString()).out().contains("MINE=1"));
        assertThat(host.run("cat", note.toString()).out())
                .doesNotContain("UPKEEP", "_OPTIONS=--version");
    }

    @Test
    void firstProcessOfAContainer_staysAndCollectsWhatOthersLeaveBehind() {
        Path log = director.lab().newFile("container");
        Process container =
                host.start(
                        log,
                        "unshare",
                        "--pid",
                        "--fork",
                        "--mount-proc",
                        KEEPALIVED.toString(),
                        "-f",
                        director.file().toString());
        awaitFile("vrrp.pid", true);
        assertThat(pid("keepalived.pid")).isEqualTo("1");
        long first = container.toHandle().children().findFirst().orElseThrow().pid();
        host.run(
                "nsenter",
                "--target",
                Long.toString(first),
                "--pid",
                "--mount",
                "sh",
                "-c",
                "(sleep 0.1 &) ; exit 0");
        Await.until(
                "no zombie",
                IpvsTableFixture.LIMIT,
                () ->
                        ProcessHandle.of(first).orElseThrow().children().count() == 1
                                && container.isAlive());
        host.run("kill", "-TERM", Long.toString(first));
        assertThat(container.onExit().join().exitValue()).isZero();
    }

    @Test
    void serviceManager_isNotifiedOfReadinessReloadAndEnd_byTheProcessItStarted() {
        Path notified = director.lab().newFile("notify");
        Process listener = host.start(notified, "socat", "-u", "UNIX-RECV:/run/notify", "STDOUT");
        awaitFile("notify", true);
        Process daemon =
                host.start(
                        director.lab().newFile("notified"),
                        "env",
                        "NOTIFY_SOCKET=/run/notify",
                        KEEPALIVED.toString(),
                        "-nlG",
                        "-f",
                        director.file().toString());
        awaitNotified(notified, "READY=1\nSTATUS=Running: VRRP\nMAINPID=", 1);
        String pid = pid("keepalived.pid");
        host.run("kill", "-HUP", pid);
        awaitNotified(notified, "READY=1\n", 2);
        host.run("kill", "-TERM", pid);
        assertThat(daemon.onExit().join().exitValue()).isZero();
        awaitNotified(notified, "STOPPING=1\nMAINPID=" + pid, 1);
        assertThat(host.run("cat", notified.toString()).out())
                .containsPattern("RELOADING=1\nMONOTONIC_USEC=\\d+\nMAINPID=" + pid);
        listener.destroy();
    }

    /// By other pid files it is another daemon; keepalived would run and share the table.
    @Test
    void secondDaemon_onTheSameTable_refusesToStart() {
        director.configure(
                """
                virtual_server 10.79.0.1 80 {
                 protocol TCP
                 lb_algo rr
                 lb_kind DR
                 real_server 10.71.0.1 80 {
                 }
                }
                """);
        inBackground();
        String owner = pid("checkers.pid");
        Output second = start("-p", "/run/a.pid", "-c", "/run/b.pid", "-r", "/run/c.pid");
        assertThat(second.status()).as(second.toString()).isEqualTo(1);
        assertThat(second.err())
                .contains("another daemon (pid " + owner + ") manages the IPVS table");
        assertThat(alive(owner)).isTrue();
        assertThat(pid("a.pid")).isEqualTo("none");
    }

    @Test
    void namesAndThreads_areThoseOfTheConfiguration() {
        director.configure(
                """
                global_defs {
                 process_name lb-parent
                 process_names
                 vrrp_priority -5
                 vrrp_cpu_affinity 0
                 checker_priority -6
                 checker_rt_priority 3
                 checker_cpu_affinity 0
                 checker_no_swap
                 bfd_priority -7
                 bfd_cpu_affinity 0
                }
                bfd_instance B {
                 neighbor_ip 10.72.0.9
                }
                virtual_server 10.79.0.1 80 {
                 protocol TCP
                 lb_algo rr
                 lb_kind DR
                 real_server 10.71.0.1 80 {
                  TCP_CHECK {
                  }
                 }
                }
                """
                        + ROUTER);
        inBackground();
        awaitComm("keepalived.pid", "lb-parent");
        awaitComm("vrrp.pid", "keepalived_vrrp");
        for (String role : List.of("-5 0 0", "-6 3 2", "-7 0 0")) { // 2: SCHED_RR
            Await.until(
                    "a thread with nice value, real-time priority and policy " + role,
                    IpvsTableFixture.LIMIT,
                    () -> threads().contains(role),
                    () -> threads().toString());
        }
        assertThat(host.run("cat", "/proc/" + pid("vrrp.pid") + "/status").out())
                .containsPattern("VmLck:\\s+[1-9]");
    }

    /// Fields 19, 40 and 41 of proc_pid_stat(5) of each thread.
    private List<String> threads() {
        return host
                .attempt("sh", "-c", "cat /proc/" + pid("vrrp.pid") + "/task/*/stat")
                .lines()
                .stream()
                .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" ", -1))
                .map(field -> field[16] + " " + field[37] + " " + field[38])
                .toList();
    }

    private void awaitComm(String file, String name) {
        Await.until(
                file + " is " + name,
                IpvsTableFixture.LIMIT,
                () -> host.run("cat", "/proc/" + pid(file) + "/comm").out().equals(name + "\n"));
    }

    @Test
    void serviceManager_thatWatches_getsSignsOfLife() {
        Path notified = director.lab().newFile("watchdog");
        Process listener = host.start(notified, "socat", "-u", "UNIX-RECV:/run/notify", "STDOUT");
        awaitFile("notify", true);
        host.start(
                director.lab().newFile("watched"),
                "env",
                "NOTIFY_SOCKET=/run/notify",
                "WATCHDOG_USEC=400000",
                KEEPALIVED.toString(),
                "-nlG",
                "-f",
                director.file().toString());
        Await.until(
                "signs of life",
                IpvsTableFixture.LIMIT,
                () ->
                        host.run("cat", notified.toString()).out().split("WATCHDOG=1\n", -1).length
                                > 3,
                () -> host.run("cat", notified.toString()).out());
        listener.destroy();
    }

    /// Readers wait until the file of that name is closed after writing; the signal goes to the
    /// parent, as the pid file says.
    @Test
    void signals_thatAskForDumps_writeKeepalivedsFiles() {
        host.run("mkdir", "/run/dumps");
        Output started =
                host.attempt(
                        "env",
                        "TMPDIR=/run/dumps",
                        KEEPALIVED.toString(),
                        "--no-syslog",
                        "-f",
                        director.file().toString());
        assertThat(started.status()).as(started.toString()).isZero();
        awaitAddress(true);
        String pid = pid("keepalived.pid");
        host.run("kill", "-36", pid);
        awaitText("dumps/keepalived.json", "}}]\n");
        host.run("kill", "-USR2", pid);
        awaitText("dumps/keepalived.stats", "  Became master: 1\n");
        host.run("kill", "-USR1", pid);
        awaitText("dumps/keepalived.data", "   State = MASTER\n");
        awaitText("dumps/keepalived_parent.data", "Global definitions");
        host.run("kill", "-63", pid);
        awaitText("dumps/keepalived.stats", "  Became master: 1\n");
        host.run("kill", "-USR2", pid);
        awaitText("dumps/keepalived.stats", "  Became master: 0\n");
        assertThat(host.run("stat", "-c", "%a", "/run/dumps/keepalived.json").out())
                .isEqualTo("600\n");
    }

    private void awaitText(String file, String text) {
        Await.until(
                text + " in " + file,
                IpvsTableFixture.LIMIT,
                () -> host.attempt("cat", "/run/" + file).out().contains(text),
                () -> host.attempt("cat", "/run/" + file).toString());
    }

    private void awaitNotified(Path notified, String text, int times) {
        Await.until(
                times + " times " + text,
                IpvsTableFixture.LIMIT,
                () ->
                        host.run("cat", notified.toString()).out().split(text, -1).length - 1
                                == times,
                () -> host.run("cat", notified.toString()).out());
    }
}
