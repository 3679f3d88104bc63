package dev.upkeep.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.app.control.Answer;
import dev.upkeep.app.control.ControlRequest;
import dev.upkeep.app.control.ControlSocket;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerRequest;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command against a daemon's socket with answers by hand.
@Timeout(60)
class ServerCommandTest {

    @TempDir private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final BlockingQueue<ControlRequest> asked = new LinkedBlockingQueue<>();
    private Answer answer = Answer.done(List.of());
    private ControlSocket daemon;

    @BeforeEach
    void start() {
        daemon =
                new ControlSocket(
                        directory.resolve("daemon.sock"),
                        request -> {
                            asked.add(request);
                            return CompletableFuture.completedFuture(answer);
                        });
        daemon.open();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void list_isATable() {
        answer =
                Answer.done(
                        List.of(
                                "virtual=tcp:10.1.0.1:80 real=10.2.0.1:80 health=up weight=1"
                                        + " state=enabled",
                                "virtual=group:my%20web#0 real=10.2.0.100:80 health=down"
                                        + " weight=100 state=draining"));
        assertThat(run("server", "list")).isZero();
        assertThat(text(out))
                .isEqualTo(
                        """
                        VIRTUAL          REAL           HEALTH  WEIGHT  STATE
                        tcp:10.1.0.1:80  10.2.0.1:80    up      1       enabled
                        group:my web#0   10.2.0.100:80  down    100     draining
                        """);
        assertThat(asked).containsExactly(new ControlRequest.Servers(new ServerRequest.Show(null)));
    }

    @Test
    void list_ofNothing_printsNothing() {
        assertThat(run("server", "list", "fwmark", "5")).isZero();
        assertThat(text(out)).isEmpty();
        assertThat(asked)
                .containsExactly(
                        new ControlRequest.Servers(
                                new ServerRequest.Show(ServiceName.parse("fwmark:5"))));
    }

    @ParameterizedTest
    @CsvSource({"drain, DRAINING", "disable, DISABLED", "enable, ENABLED"})
    void change_isAskedFor_andItsSentencePrinted(String verb, AdminState adminState) {
        answer = Answer.done(List.of("it is so"));
        assertThat(run("server", verb, "tcp:10.1.0.1:80", "10.2.0.1:80")).isZero();
        assertThat(text(out)).isEqualTo("it is so\n");
        assertThat(asked)
                .containsExactly(
                        new ControlRequest.Servers(
                                new ServerRequest.Change(
                                        ServiceName.parse("tcp:10.1.0.1:80"),
                                        ServerName.parse("10.2.0.1:80"),
                                        adminState)));
    }

    @Test
    void refusal_isAnError() {
        answer = Answer.refused("there is no virtual server 10.1.0.9:80");
        assertThat(run("server", "drain", "10.1.0.9:80", "10.2.0.1:80")).isEqualTo(1);
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).isEqualTo("there is no virtual server 10.1.0.9:80\n");
    }

    @ParameterizedTest
    @CsvSource({
        "server drain, Missing required parameter",
        "server drain 10.1.0.1:80, expected a real server",
        "server stop 10.1.0.1:80, Unmatched argument",
        "server, Missing required subcommand",
    })
    void commandLine_thatIsWrong_isAnError(String words, String message) {
        assertThat(run(words.split(" ", -1))).isEqualTo(1);
        assertThat(text(err)).contains(message);
        assertThat(asked).isEmpty();
    }

    @Test
    void daemon_thatDoesNotRun_isStatusTwo() {
        daemon.close();
        assertThat(run("server", "list")).isEqualTo(2);
        assertThat(text(err))
                .isEqualTo("no daemon is running: there is no " + directory + "/daemon.sock\n");
    }

    @Test
    void help_namesTheExitStatuses() {
        assertThat(run("server", "--help")).isZero();
        assertThat(text(out)).contains("Exit status: 0 done, 1 refused", "drain", "disable");
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(1, List.of("-p", directory.resolve("daemon.pid").toString()));
        return Commands.run(
                all,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
