package dev.upkeep.app.genhash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.app.cli.Commands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// `upkeep genhash` beside what keepalived 2.2.7's genhash printed for the same answer.
class GenhashTest {
    private static final String ANSWER = "HTTP/1.0 200 OK\r\nServer: x\r\n\r\nhello\n";

    /// Captured with `genhash -s 127.0.0.1 -p PORT -u /index.html`.
    private static final String DIGEST = "b1946ac92492d2347c6235b4d2611184";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    static Stream<Arguments> requests() {
        return Stream.of(
                arguments(
                        "as it is",
                        List.of(),
                        "GET /index.html HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: 127.0.0.1:PORT\r\n\r\n"),
                arguments(
                        "version and host",
                        List.of("-P", "1.1", "-V", "www.example"),
                        "GET /index.html HTTP/1.1\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\nHost: www.example\r\n\r\n"),
                arguments(
                        "long names",
                        List.of("--protocol=1.0c", "--use-virtualhost", "a", "--timeout", "9"),
                        "GET /index.html HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\nHost: a\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void request_isThatOfACheck_andTheSumThatOfKeepalived(
            String name, List<String> options, String request) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> seen = answer(server, ANSWER);
            assertThat(genhash(server.getLocalPort(), options)).isZero();
            assertThat(out.toString(UTF_8)).isEqualToIgnoringNewLines(DIGEST + "\n");
            assertThat(seen.join())
                    .isEqualTo(request.replace("PORT", Integer.toString(server.getLocalPort())));
        }
    }

    @Test
    void verbose_printsHeadPageAndSum() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> _ = answer(server, ANSWER);
            assertThat(genhash(server.getLocalPort(), List.of("-v"))).isZero();
            assertThat(out.toString(UTF_8))
                    .contains("-[ HTTP Header Ascii Buffer ]-")
                    .contains(
                            "0000  48 54 54 50 2f 31 2e 30 - 20 32 30 30 20 4f 4b 0d   HTTP/1.0 200 OK.")
                    .contains(
                            "0000  68 65 6c 6c 6f 0a       -                           hello.          ")
                    .contains(
                            "0000  b1 94 6a c9 24 92 d2 34 - 7c 62 35 b4 d2 61 11 84   ..j.$..4|b5..a..")
                    .contains("-[ HTML hash final resulting ]-")
                    .contains("Global response time for [/index.html] = ");
        }
    }

    @Test
    void emptyAnswer_andNoServer_areSaid() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            CompletableFuture<String> _ = answer(server, "");
            assertThat(genhash(port, List.of())).isEqualTo(1);
            assertThat(err.toString(UTF_8)).contains("the answer is empty");
        }
        assertThat(genhash(port, List.of())).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("Connection failed");
    }

    @Test
    void wrongWords_areExplained() {
        assertThat(run(List.of("-s", "web.example", "-p", "80", "-u", "/"))).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("server should be an IP address, not web.example");
        assertThat(run(List.of("-s", "192.0.2.1", "-u", "/"))).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("--port");
        assertThat(run(List.of("-s", "192.0.2.1", "-p", "80", "-u", "/", "-P", "2"))).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("'2' is none of 1.0, 1.0c, 1.1");
        assertThat(run(List.of("-s", "192.0.2.1", "-p", "80", "-u", "/", "-m", "x"))).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("fwmark 'x' is none of 1-4294967295");
    }

    @Test
    void name_andFirstOption_makeTheProgramGenhash() {
        assertThat(Commands.genhash("genhash", List.of("-h"))).containsExactly("genhash", "-h");
        assertThat(Commands.genhash("keepalived", List.of("-T", "-v")))
                .containsExactly("genhash", "-v");
        assertThat(Commands.genhash("keepalived", List.of("--genhash"))).containsExactly("genhash");
        assertThat(Commands.genhash("keepalived", List.of("-n", "-T"))).containsExactly("-n", "-T");
    }

    /// Serves one connection: reads the request up to its blank line, answers and closes.
    private static CompletableFuture<String> answer(ServerSocket server, String text) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Socket client = server.accept()) {
                        StringBuilder request = new StringBuilder();
                        while (request.indexOf("\r\n\r\n") < 0) {
                            request.append((char) client.getInputStream().read());
                        }
                        client.getOutputStream().write(text.getBytes(ISO_8859_1));
                        return request.toString();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    private int genhash(int port, List<String> options) {
        List<String> words =
                new ArrayList<>(List.of("-s", "127.0.0.1", "-p", Integer.toString(port), "-u"));
        words.add("/index.html");
        words.addAll(options);
        return run(words);
    }

    private int run(List<String> words) {
        return Commands.run(
                Commands.genhash("genhash", words), new PrintStream(out), new PrintStream(err));
    }
}
