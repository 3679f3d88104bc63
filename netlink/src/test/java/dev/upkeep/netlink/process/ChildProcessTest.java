package dev.upkeep.netlink.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EpollLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ChildProcessTest {

    private final List<ExitStatus> ends = new ArrayList<>();
    private final EpollLoop loop;

    ChildProcessTest() throws KernelException {
        loop =
                new EpollLoop(failure -> {
                    throw new IllegalStateException(failure);
                });
    }

    private ChildProcess start(Command command) throws KernelException {
        return ChildProcess.start(
                loop,
                command,
                status -> {
                    ends.add(status);
                    loop.stop();
                });
    }

    private static Command shell(String script) {
        return Command.of(List.of("sh", "-c", script));
    }

    @Test
    void process_whenItEnds_reportsItsExitCodeOnce() throws KernelException {
        start(shell("exit 7"));
        loop.run();
        assertThat(ends).containsExactly(new ExitStatus.Exited(7));
    }

    @Test
    void process_ofAFileWithoutInterpreter_isRunByTheShell(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("script");
        Files.writeString(file, "exit $1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        start(Command.of(List.of(file.toString(), "4")));
        loop.run();
        assertThat(ends).containsExactly(new ExitStatus.Exited(4));
    }

    @Test
    void process_ofALink_runsTheFileByItsOwnName(@TempDir Path directory) throws IOException {
        Path proof = directory.resolve("proof");
        start(
                new Command(
                        "/bin/sh",
                        List.of("given", "-c", "echo $0 > " + proof),
                        System.getenv(),
                        null));
        loop.run();
        assertThat(proof).hasContent("given");
    }

    @Test
    void process_whenItsGroupIsKilled_endsWithItsChildren(@TempDir Path directory)
            throws IOException {
        Path ready = directory.resolve("ready");
        ChildProcess child =
                start(
                        shell(
                                "sleep 100 & echo $! >"
                                        + ready
                                        + ".new; mv "
                                        + ready
                                        + ".new "
                                        + ready
                                        + "; wait"));
        while (!Files.exists(ready)) {
            Thread.onSpinWait();
        }
        long grandchild = Long.parseLong(Files.readString(ready).strip());
        child.signalGroup(ChildProcess.SIGKILL);
        loop.run();
        assertThat(ends).containsExactly(new ExitStatus.Signalled(9));
        ProcessHandle.of(grandchild)
                .ifPresent(left -> left.onExit().join()); // it was killed with the group
        child.signalGroup(ChildProcess.SIGTERM); // nobody is left: no failure
    }

    @Test
    void process_whenStarted_hasACleanSurrounding(@TempDir Path directory) throws IOException {
        Path out = directory.resolve("out");
        Command command =
                new Command(
                        List.of(
                                "sh",
                                "-c",
                                "{ pwd; echo $A; ps -o pgid= -p $$ | tr -d ' '; echo $$;"
                                        + " grep SigBlk /proc/self/status;"
                                        + " readlink /proc/self/fd/0; } >"
                                        + out),
                        Map.of("A", "b c", "PATH", "/usr/bin:/bin"),
                        null);
        start(command);
        loop.run();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.getFirst()).isEqualTo("/");
        assertThat(lines.get(1)).isEqualTo("b c");
        assertThat(lines.get(2)).as("its own process group").isEqualTo(lines.get(3));
        assertThat(lines.get(4)).isEqualTo("SigBlk:\t0000000000000000");
        assertThat(lines.get(5)).isEqualTo("/dev/null");
    }

    @Test
    void process_whenOfAnotherUser_runsAsThatOneAndWeStayRoot(@TempDir Path directory)
            throws IOException {
        assumeTrue(Host.effectiveUser() == 0, "only root may become another user");
        Path out = Files.createFile(directory.resolve("out"));
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        start(
                new Command(
                        List.of(
                                "sh",
                                "-c",
                                "exec >"
                                        + out
                                        + "; id -u; id -g; id -G; grep CapEff /proc/self/status"),
                        System.getenv(),
                        new Command.User(65534, 65533, List.of(65532, 100))));
        loop.run();
        assertThat(Host.effectiveUser()).isZero();
        assertThat(Files.readAllLines(Path.of("/proc/thread-self/status")))
                .contains("Uid:\t0\t0\t0\t0", "Gid:\t0\t0\t0\t0");
        assertThat(Files.readAllLines(out))
                .containsExactly("65534", "65533", "65533 100 65532", "CapEff:\t0000000000000000");
    }

    @Test
    void process_whenTheProgramIsMissing_isRefusedAtOnce() {
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(() -> start(Command.of(List.of("/nonexistent/program", "x"))))
                .withMessage(
                        "run /nonexistent/program: ENOENT, No such file or directory (errno 2)");
    }

    @Test
    void exitStatus_whenReadFromTheStatusWord_tellsCodeFromSignal() {
        assertThat(ExitStatus.of(0x0700)).isEqualTo(new ExitStatus.Exited(7));
        assertThat(ExitStatus.of(0xff00)).isEqualTo(new ExitStatus.Exited(255));
        assertThat(ExitStatus.of(0x008b)).isEqualTo(new ExitStatus.Signalled(11)); // with a core
    }
}
