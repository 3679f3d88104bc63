package dev.upkeep.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.junit.jupiter.params.provider.ValueSource;

/// A real socket; time passes when the test rings the alarm.
@Timeout(60)
class ControlSocketTest {

    private static final List<String> LIST = List.of("server", "list");

    @TempDir private Path directory;

    private final BlockingQueue<Runnable> alarms = new LinkedBlockingQueue<>();
    private final BlockingQueue<ControlRequest> asked = new LinkedBlockingQueue<>();
    private CompletableFuture<Answer> answer =
            CompletableFuture.completedFuture(Answer.done(List.of("a=1")));
    private Path path;
    private ControlSocket socket;

    @BeforeEach
    void open() {
        path = directory.resolve("keepalived.sock");
        socket =
                new ControlSocket(
                        path,
                        request -> {
                            asked.add(request);
                            return answer;
                        },
                        (delay, action) -> {
                            alarms.add(action);
                            return () -> {};
                        });
        socket.open();
    }

    @AfterEach
    void close() {
        socket.close();
    }

    @Test
    void request_isAnswered() throws IOException {
        assertThat(ControlClient.ask(path, LIST)).isEqualTo(Answer.done(List.of("a=1")));
        assertThat(asked).hasSize(1);
    }

    @Test
    void request_thatIsMalformed_isRefused_andNotHandedOn() throws IOException {
        assertThat(ControlClient.ask(path, List.of("reboot")))
                .isEqualTo(
                        Answer.refused(
                                "unknown request 'reboot': expected server, plan, record, reload,"
                                        + " restart, handover, check-now, status, priority, transition, dump"
                                        + " or confirm"));
        assertThat(asked).isEmpty();
    }

    @Test
    void request_inPieces_andWithoutAnEndOfLine_isRead() throws IOException {
        try (SocketChannel channel = connect()) {
            send(channel, "server ");
            send(channel, "list");
            channel.shutdownOutput();
            assertThat(received(channel)).isEqualTo("a=1\nok\n");
        }
    }

    /// Also when the kernel would have it that what nobody read ends in a reset connection.
    @ParameterizedTest
    @ValueSource(ints = {ControlConnection.LONGEST_REQUEST, 5_000, 100_000})
    void request_thatIsTooLong_isRefused(int length) throws IOException {
        try (SocketChannel channel = connect()) {
            send(channel, "x".repeat(length));
            assertThat(received(channel))
                    .isEqualTo("error: the request is longer than 4096 bytes\n");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void request_thatDoesNotCome_isHungUpWhenItsTimeIsOver() throws Exception {
        try (SocketChannel channel = connect()) {
            alarms.take().run();
            assertThat(received(channel)).isEmpty();
        }
    }

    @Test
    void request_thatTheDaemonDoesNotAnswer_isAnsweredSoWhenItsTimeIsOver() throws Exception {
        answer = new CompletableFuture<>();
        try (SocketChannel channel = connect()) {
            send(channel, "server list\n");
            asked.take();
            alarms.take().run();
            assertThat(received(channel))
                    .isEqualTo("error: the daemon did not answer within 5 s\n");
        }
    }

    @Test
    void request_thatTheDaemonFailsAt_isAnsweredSo() throws IOException {
        answer = CompletableFuture.failedFuture(new IllegalStateException("broken"));
        assertThat(ControlClient.ask(path, LIST).error()).contains("broken");
    }

    @Test
    void connections_thatAreTooMany_areRefused_andTheOthersServed() throws IOException {
        List<SocketChannel> open = new ArrayList<>();
        try {
            for (int i = 0; i < ControlSocket.MOST_CONNECTIONS; i++) {
                open.add(connect());
            }
            assertThat(ControlClient.ask(path, LIST))
                    .isEqualTo(Answer.refused("there are 8 connections already"));
            send(open.getLast(), "server list\n");
            assertThat(received(open.getLast())).isEqualTo("a=1\nok\n");
        } finally {
            for (SocketChannel channel : open) {
                channel.close();
            }
        }
    }

    @Test
    void socket_isForItsUserAlone_andLeavesNothingBesideIt() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryContaining(path::equals);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void socket_ofARunThatCrashed_isReplaced() throws IOException {
        Path stale = directory.resolve("stale.sock");
        try (var crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            crashed.bind(UnixDomainSocketAddress.of(stale));
        }
        assertThatThrownBy(() -> ControlClient.ask(stale, LIST))
                .isInstanceOf(IOException.class)
                .hasMessage("no daemon is running: nobody listens at " + stale);
        try (ControlSocket next = new ControlSocket(stale, _ -> answer)) {
            next.open();
            assertThat(ControlClient.ask(stale, LIST).error()).isNull();
        }
    }

    @Test
    void close_removesTheSocket() {
        socket.close();
        socket.close();
        assertThat(path).doesNotExist();
        assertThatThrownBy(() -> ControlClient.ask(path, LIST))
                .isInstanceOf(IOException.class)
                .hasMessage("no daemon is running: there is no " + path);
    }

    @Test
    void open_whereItCannot_leavesTheDaemonAlone() {
        try (ControlSocket nowhere =
                new ControlSocket(directory.resolve("missing/a.sock"), _ -> answer)) {
            nowhere.open();
        }
    }

    @Test
    void socket_liesBesideThePidFile() {
        assertThat(ControlSocket.beside(Path.of("/run/keepalived.pid")))
                .isEqualTo(Path.of("/run/keepalived.sock"));
        assertThat(ControlSocket.beside(Path.of("/run/keepalived/blue/keepalived_a.pid")))
                .isEqualTo(Path.of("/run/keepalived/blue/keepalived_a.sock"));
        assertThat(ControlSocket.beside(Path.of("pid"))).isEqualTo(Path.of("pid.sock"));
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String received(SocketChannel channel) throws IOException {
        return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
}
