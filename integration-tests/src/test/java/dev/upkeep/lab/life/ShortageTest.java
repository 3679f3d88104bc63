package dev.upkeep.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.IpvsTableFixture;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.runner.LabTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A daemon that lacks memory, room on a disk, file descriptors, or rights.
@LabTest
class ShortageTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String ROUTER =
            """
            vrrp_instance VI_1 {
             state BACKUP
             interface eth0
             virtual_router_id 51
             priority 200
             virtual_ipaddress {
              10.72.0.100
             }
            }
            """;

    private static final String SERVICE =
            """
            virtual_server 10.79.0.1 80 {
             protocol TCP
             lb_algo rr
             lb_kind DR
             real_server 10.71.0.1 80 {
             }
            }
            """;

    private IpvsTableFixture director;
    private Host host;
    private Path log;

    @BeforeEach
    void setUp() {
        director = new IpvsTableFixture("shortage");
        host = director.host();
        log = director.lab().newFile("daemon");
        director.configure(ROUTER);
    }

    @AfterEach
    void tearDown() {
        director.close();
    }

    private Process start(List<String> before, String... options) {
        List<String> command = new ArrayList<>(before);
        command.add(Program.UPKEEP.path().toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-f", director.file().toString()));
        return host.start(log, command.toArray(String[]::new));
    }

    private String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitOutput(String text, int times) {
        Await.until(
                times + " times " + text,
                LIMIT,
                () -> output().split(text, -1).length - 1 >= times,
                this::output);
    }

    private void awaitAddress() {
        Await.until(
                "the virtual address", LIMIT, () -> host.hasAddress("10.72.0.100"), this::output);
    }

    /// A daemon half of which goes on is worse than none: it ends, and is started again with what
    /// fits.
    @Test
    void memoryThatRunsOutInAReload_endsTheProcess_andTheNextOneAdopts() {
        director.configure(SERVICE);
        Process daemon = start(List.of(), "-J-Xmx16m", "-nlGD");
        awaitOutput("Startup complete", 1);
        String worker = pid("checkers.pid");
        director.configure(SERVICE + SERVICE.replace(" real_server", servers(60_000)));
        host.run("kill", "-HUP", pid("keepalived.pid"));
        awaitOutput(
                "exited with status 3 \\(out of memory\\)", 1); // for the file is too much for it
        assertThat(host.attempt("kill", "-0", worker).status()).isNotZero();
        director.configure(SERVICE.replace("10.71.0.1", "10.71.0.2"));
        awaitOutput("Startup complete", 2);
        Await.until(
                "the table of the last file",
                LIMIT,
                () -> host.run("ipvsadm", "-Sn").out().contains("10.71.0.2:80"),
                this::output);
        assertThat(director.entries()).hasSize(2);
        daemon.destroy();
        assertThat(daemon.onExit().join().exitValue()).isZero();
    }

    private static String servers(int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(
                    " real_server 10.80.%d.%d 80 {\n TCP_CHECK {\n }\n }\n"
                            .formatted(i / 250, i % 250 + 1));
        }
        return out + " real_server";
    }

    private String pid(String file) {
        return host.run("cat", "/run/" + file).out().strip();
    }

    @Test
    void fullRunDirectory_isNamedWithItsCause_andTheDaemonRuns() {
        host.shell(
                "mkdir /run/upkeep; mount -t tmpfs -o size=4k none /run/upkeep;"
                        + " head -c 4096 /dev/zero >/run/upkeep/full");
        director.configure(ROUTER + SERVICE);
        start(List.of(), "-nlG");
        awaitAddress();
        awaitOutput("Startup complete", 1);
        assertThat(output())
                .containsPattern("/run/upkeep/\\S+(\\.owned|\\.state)?: no space left on device");
        assertThat(output().lines().filter(line -> line.contains("no space left")).count())
                .as("repetitions: " + output())
                .isLessThan(10);
    }

    @Test
    void fullDirectoryOfThePidFile_isNamedWithItsCause() {
        host.shell(
                "mkdir /run/small; mount -t tmpfs -o size=4k none /run/small;"
                        + " head -c 4096 /dev/zero >/run/small/full");
        Process daemon = start(List.of(), "-nlG", "-p", "/run/small/x.pid");
        assertThat(daemon.onExit().join().exitValue()).as(output()).isEqualTo(1);
        assertThat(output())
                .contains("cannot write pid file /run/small/x.pid: no space left on device");
    }

    @Test
    void fewFileDescriptors_areEnough_andTooFewAreNamed() {
        List<String> without =
                List.of("setpriv", "--bounding-set", "-sys_resource", "--inh-caps", "-all");
        start(with(without, "prlimit", "--nofile=64:64"), "-nlG");
        awaitAddress();
        host.run("kill", pid("keepalived.pid"));
        Process daemon = start(with(List.of("prlimit", "--nofile=30:30"), without), "-nlG");
        assertThat(daemon.onExit().join().exitValue()).as(output()).isEqualTo(1);
        assertThat(output())
                .contains("open files are limited to 30, at least 64 are needed (ulimit -n");
    }

    /// A file that cannot be opened must not look like a user or an interface that does not exist.
    @Test
    void descriptorsThatRunOut_leaveTheDaemonAsItIs_andItSaysSo() {
        Process daemon = start(List.of(), "-nlG");
        awaitAddress();
        awaitOutput("Startup complete", 1);
        String worker = pid("vrrp.pid");
        host.shell(
                "used=$(ls /proc/%1$s/fd | sort -n | tail -1); prlimit --pid %1$s --nofile=$((used + 2)):4096"
                        .formatted(worker));
        director.configure(ROUTER.replace("10.72.0.100", "10.72.0.101"));
        host.run("kill", "-HUP", pid("keepalived.pid"));
        awaitOutput(
                "Reload abandoned, the old configuration stays: a reload needs 16 file descriptors,"
                        + " [0-9]+ are free: EMFILE",
                1);
        assertThat(host.hasAddress("10.72.0.100")).as(output()).isTrue();

        host.run("prlimit", "--pid", worker, "--nofile=1024:4096");
        host.run("kill", "-HUP", pid("keepalived.pid"));
        Await.until(
                "the address of the new file",
                LIMIT,
                () -> host.hasAddress("10.72.0.101"),
                this::output);
        daemon.destroy();
        assertThat(daemon.onExit().join().exitValue()).as(output()).isZero();
    }

    /// Closed, or a full pipe that nobody reads: whoever started it does not listen.
    @ParameterizedTest
    @ValueSource(
            strings = {"exec 0<&- 1>&- 2>&-", "exec 1<>/run/unread 2>&1; head -c 65536 /dev/zero"})
    void standardErrorThatTakesNothing_stopsNoDaemon(String redirection) {
        host.shell("rm -f /run/unread; mkfifo /run/unread");
        Process daemon = start(List.of("sh", "-c", redirection + "; exec \"$@\"", "sh"), "-nlGD");
        awaitAddress();
        assertThat(host.run("readlink", "/proc/" + pid("vrrp.pid") + "/fd/2").out().strip())
                .isIn("/dev/null", "/run/unread");
        host.run("kill", pid("keepalived.pid"));
        assertThat(daemon.onExit().join().exitValue()).isZero();
        assertThat(host.hasAddress("10.72.0.100")).isFalse();
    }

    private static List<String> with(List<String> first, String... then) {
        return with(first, List.of(then));
    }

    private static List<String> with(List<String> first, List<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    /// Neither root, nor another capability, nor a root file system that can be written, nor
    /// /dev/log.
    @Test
    void twoCapabilities_areEnough() {
        Path home = Program.UPKEEP.path().resolve("../..").normalize();
        host.shell(
                """
                mkdir -p /run/home /run/upkeep /run/ka
                mount --bind %s /run/home
                cp %s /run/ka/mine.conf
                chmod 644 /run/ka/mine.conf
                chown -R nobody /run/upkeep /run/ka
                """
                        .formatted(home, director.file()));
        String pids = "-p /run/ka/a.pid -r /run/ka/b.pid -c /run/ka/c.pid";
        Process daemon =
                host.start(
                        log,
                        "sh",
                        "-euc",
                        """
                        mount --make-rprivate /
                        mount -o bind,remount,ro /
                        exec setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs \
                            --inh-caps=-all,+net_admin,+net_raw \
                            --ambient-caps=-all,+net_admin,+net_raw \
                            --bounding-set=-all,+net_admin,+net_raw \
                            /run/home/bin/upkeep -nlD -f /run/ka/mine.conf %s
                        """
                                .formatted(pids));
        awaitAddress();
        awaitOutput("Startup complete", 1);
        assertThat(host.file("/run/ka/a.sock")).exists();
        assertThat(output()).doesNotContain("Unable", "cannot", "denied");
        daemon.destroy();
        assertThat(daemon.onExit().join().exitValue()).isZero();
        assertThat(host.hasAddress("10.72.0.100")).isFalse();
    }

    @Test
    void missingCapabilities_areNamed_andNobodyClaimsToBeMaster() {
        for (String kept : List.of("net_raw", "net_admin")) {
            Process daemon =
                    start(
                            List.of(
                                    "setpriv",
                                    "--bounding-set",
                                    "-all,+" + kept,
                                    "--inh-caps",
                                    "-all"),
                            "-nlG");
            assertThat(daemon.onExit().join().exitValue()).as(output()).isEqualTo(4);
        }
        assertThat(output())
                .contains("missing capabilities: [CAP_NET_ADMIN]")
                .contains("missing capabilities: [CAP_NET_RAW]")
                .doesNotContain("Entering MASTER STATE");
    }
}
