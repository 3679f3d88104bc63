package dev.upkeep.checkers.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.checkers.ScriptCommands;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.checkers.probe.ProbeResult.Failed;
import dev.upkeep.checkers.probe.ProbeResult.Passed;
import dev.upkeep.checkers.probe.ProbeResult.Unjudged;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.SslSettings;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.loop.EpollLoop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.helpers.NOPLogger;

/// Every other probe than TCP and programs (see [SystemProbesTest]) against a small server on
/// loopback that speaks its language, well or badly.
class SocketProbesTest {

    private static final Duration ENOUGH = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final CheckTiming TIMING =
            new CheckTiming(0, ENOUGH, ENOUGH, ENOUGH, false, false);
    private static final Passed CONNECTED = new Passed("connected", null);

    @TempDir private Path directory;
    private EpollLoop loop;
    private Thread thread;
    private @Nullable Throwable failure;

    @BeforeEach
    void startLoop() throws IOException {
        loop = new EpollLoop(thrown -> failure = thrown);
        thread = Thread.ofPlatform().start(loop::run);
    }

    @AfterEach
    void stopLoop() throws InterruptedException {
        loop.stop();
        thread.join();
        assertThat(failure).isNull();
    }

    // SMTP_CHECK

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "220 mail ESMTP;250 mail;221 bye | HELO me.example;QUIT | ok",
                "220-mail;250-mail;421 bye       | HELO me.example;QUIT | ok",
                "554 no                          | ''                   | bad greeting '554 no'",
                "220 mail;502 no                 | HELO me.example      | bad answer to HELO '502 no'",
                "220 mail                        | HELO me.example      | connection closed"
            })
    void smtp_isJudgedByItsAnswers(String answers, String questions, String verdict)
            throws Exception {
        try (ServerSocket server = listen()) {
            CompletableFuture<String> said = dialogue(server, answers.split(";", -1));
            assertThat(attempt(new Checker.Smtp(to(server.getLocalPort()), TIMING, "me.example")))
                    .isEqualTo(verdict.equals("ok") ? CONNECTED : new Failed(verdict));
            assertThat(said.get(10, TimeUnit.SECONDS)).isEqualTo(questions);
        }
    }

    /// Says a line, waits for one, says the next; closes after the last.
    private static CompletableFuture<String> dialogue(ServerSocket server, String[] lines) {
        var said = new CompletableFuture<String>();
        Thread.ofVirtual()
                .start(() -> {
                    List<String> heard = new ArrayList<>();
                    try (Socket peer = server.accept()) {
                        var in = reader(peer);
                        for (String line : lines) {
                            peer.getOutputStream()
                                    .write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                            String question = in.readLine();
                            if (question == null) {
                                break;
                            }
                            heard.add(question);
                        }
                    } catch (IOException e) { // a probe that has heard enough may reset
                        said.complete(String.join(";", heard));
                    }
                    said.complete(String.join(";", heard));
                });
        return said;
    }

    // DNS_CHECK

    @ParameterizedTest
    @CsvSource({"0,", "1, response code 1", "3, response code 3", "5, response code 5"})
    void dns_isJudgedByTheResponseCode(int code, @Nullable String failed) throws Exception {
        try (DatagramSocket server = datagrams()) {
            CompletableFuture<byte[]> asked =
                    answer(
                            server,
                            query -> {
                                byte[] other = query.clone();
                                other[0] ^= 0x55; // the id of somebody else's question
                                other[2] |= (byte) 0x80;
                                byte[] right = query.clone();
                                right[2] |= (byte) 0x80;
                                right[3] = (byte) (0x80 | code);
                                return List.of(other, right);
                            });
            assertThat(attempt(dns(server.getLocalPort(), "AAAA", "www.example.org")))
                    .isEqualTo(failed == null ? CONNECTED : new Failed(failed));
            assertThat(HexFormat.of().formatHex(asked.get(), 2, asked.get().length))
                    .isEqualTo(
                            "0100" // recursion desired
                                    + "0001000000000000" // one question
                                    + "03777777076578616d706c65036f726700" // its name
                                    + "001c0001"); // AAAA IN
        }
    }

    @Test
    void dns_withoutAnAnswer_runsOutOfTime() throws Exception {
        try (DatagramSocket server = datagrams()) {
            CheckConnection connection = to(server.getLocalPort(), SHORT);
            assertThat(attempt(new Checker.Dns(connection, TIMING, "SOA", ".")))
                    .isEqualTo(new Failed("timeout"));
        }
    }

    @Test
    void dns_whenNobodyListens_failsAtOnce() throws Exception {
        assertThat(attempt(dns(closedPort(), "SOA", ".")))
                .isEqualTo(new Failed("ECONNREFUSED, Connection refused"));
    }

    private static Checker.Dns dns(int port, String type, String name) {
        return new Checker.Dns(to(port), TIMING, type, name);
    }

    // UDP_CHECK

    @ParameterizedTest
    @CsvSource({
        "cafe, 0, 255,",
        "cXXe, 0, 255,",
        "ca, 0, 255,",
        "'', 2, 2,",
        "cafb, 0, 255, reply differs at byte 1",
        "'', 3, 255, 'reply of 2 bytes, expected 3-255'",
        "'', 0, 1, 'reply of 2 bytes, expected 0-1'"
    })
    void udp_isJudgedByItsReply(String pattern, int least, int most, @Nullable String failed)
            throws Exception {
        try (DatagramSocket server = datagrams()) {
            CompletableFuture<byte[]> asked =
                    answer(server, _ -> List.of(new byte[] {(byte) 0xca, (byte) 0xfe}));
            CheckConnection connection = to(server.getLocalPort());
            assertThat(attempt(new Checker.Udp(connection, TIMING, "0102ff", pattern, least, most)))
                    .isEqualTo(failed == null ? CONNECTED : new Failed(failed));
            assertThat(asked.get()).isEqualTo(new byte[] {1, 2, -1});
        }
    }

    @Test
    void udp_thatNeedsNoReply_isGoodUnlessThePortIsClosed() throws Exception {
        try (DatagramSocket server = datagrams()) {
            CheckConnection connection = to(server.getLocalPort(), SHORT);
            assertThat(attempt(new Checker.Udp(connection, TIMING, "00", null, 0, 255)))
                    .isEqualTo(CONNECTED);
        }
        assertThat(attempt(new Checker.Udp(to(closedPort()), TIMING, "00", null, 0, 255)))
                .isEqualTo(new Failed("ECONNREFUSED, Connection refused"));
    }

    // PING_CHECK

    /// The range here is a file that the kernel does not heed: whether this machine lets us ping is
    /// its own affair, and both outcomes have a right verdict.
    @ParameterizedTest
    @CsvSource({"127.0.0.1", "::1"})
    void ping_isAnswered_orTheRangeOfGroupsIsWidenedFirst(String address) throws Exception {
        Path range = Files.writeString(directory.resolve("range"), "1\t0\n");
        CheckConnection connection =
                new CheckConnection(
                        new Endpoint(IpAddress.parse(address), 0), null, 0, null, ENOUGH, 0);
        ProbeResult result =
                attempt(
                        new Checker.Ping(connection, TIMING),
                        new PingRange(range, NOPLogger.NOP_LOGGER));
        boolean widened = Files.readString(range).equals("0 2147483647\n");
        assertThat(result.getClass()).isEqualTo(widened ? Unjudged.class : Passed.class);
    }

    @Test
    void pingRange_isWidenedOnce_andOnlyWhereItCanBe() throws IOException {
        Path file = Files.writeString(directory.resolve("range"), "1\t0\n");
        PingRange range = new PingRange(file, NOPLogger.NOP_LOGGER);
        assertThat(range.widen()).isTrue();
        assertThat(file).hasContent("0 2147483647");
        assertThat(range.widen()).isFalse();
        assertThat(new PingRange(directory.resolve("none/x"), NOPLogger.NOP_LOGGER).widen())
                .isFalse();
    }

    // How the socket is made

    @Test
    void bindPort_isUsed_attemptAfterAttempt() throws Exception {
        try (ServerSocket server = listen()) {
            int port = closedPort();
            CheckConnection connection =
                    new CheckConnection(
                            endpoint(server.getLocalPort()), null, port, null, ENOUGH, 0);
            for (int i = 0; i < 3; i++) {
                assertThat(attempt(new Checker.Tcp(connection, TIMING))).isEqualTo(CONNECTED);
                try (Socket accepted = server.accept()) {
                    assertThat(accepted.getPort()).isEqualTo(port);
                }
            }
        }
    }

    @Test
    void bindAddressAndPort_ofADatagram_areUsed() throws Exception {
        try (DatagramSocket server = datagrams()) {
            int port = closedPort();
            var from = new CompletableFuture<String>();
            var _ = answer(server, _ -> List.of(), from);
            CheckConnection connection =
                    new CheckConnection(
                            endpoint(server.getLocalPort()),
                            IpAddress.parse("127.0.0.77"),
                            port,
                            null,
                            SHORT,
                            0);
            attempt(new Checker.Udp(connection, TIMING, "00", null, 0, 255));
            assertThat(from.get(10, TimeUnit.SECONDS)).isEqualTo("/127.0.0.77:" + port);
        }
    }

    @Test
    void bindInterface_isUsed_andOneThatIsMissingLearnsNothing() throws Exception {
        try (ServerSocket server = listen()) {
            Endpoint target = endpoint(server.getLocalPort());
            assertThat(attempt(tcp(target, "lo", 0))).isEqualTo(CONNECTED);
            assertThat(attempt(tcp(target, "none0", 0)))
                    .isInstanceOfSatisfying(
                            Unjudged.class,
                            result -> assertThat(result.detail()).contains("none0"));
        }
    }

    private static Checker.Tcp tcp(Endpoint target, @Nullable String device, int mark) {
        return new Checker.Tcp(new CheckConnection(target, null, 0, device, ENOUGH, mark), TIMING);
    }

    // HTTP_GET

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0  | GET /x HTTP/1.0;User-Agent: KeepAliveClient;Host: v.example",
                "1.0c | GET /x HTTP/1.0;User-Agent: KeepAliveClient;Connection: close;Host: v.example",
                "1.1  | GET /x HTTP/1.1;User-Agent: KeepAliveClient;Connection: close;Host: v.example"
            })
    void http_asksAsItsVersionDoes_andNeedsNoClosingOfTheConnection(String version, String request)
            throws Exception {
        try (ServerSocket server = listen()) {
            CompletableFuture<List<String>> asked =
                    page(server, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", true);
            Checker.Url url = url("5d41402abc4b2a76b9719d911017c592", null);
            assertThat(attempt(http(server, version, "v.example", url)))
                    .isEqualTo(new Passed("MD5 digest success", null));
            assertThat(asked.get(10, TimeUnit.SECONDS)).containsExactly(request.split(";", -1));
        }
    }

    @Test
    void http_withoutAVirtualHost_namesTheTarget() throws Exception {
        try (ServerSocket server = listen()) {
            CompletableFuture<List<String>> asked = page(server, "HTTP/1.0 200 OK\r\n\r\n", false);
            attempt(http(server, "1.0", null, url(null, null)));
            assertThat(asked.get(10, TimeUnit.SECONDS))
                    .contains("Host: 127.0.0.1:" + server.getLocalPort());
        }
    }

    static Stream<Arguments> patterns() {
        return Stream.of(
                arguments("all is w.ll", false, Passed.class),
                arguments("all is bad", false, Failed.class),
                arguments("all is bad", true, Passed.class),
                arguments("all is w.ll", true, Failed.class));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void http_isJudgedByThePattern(
            String regex, boolean noMatch, Class<? extends ProbeResult> verdict) throws Exception {
        try (ServerSocket server = listen()) {
            var _ = page(server, "HTTP/1.0 200 OK\r\n\r\nhere all is well, yes", false);
            var pattern = new Checker.BodyPattern(regex, List.of(), noMatch, 0, -1);
            assertThat(attempt(http(server, "1.0", null, url(null, pattern))))
                    .isInstanceOf(verdict);
        }
    }

    @Test
    void http_withAnotherDigest_fails() throws Exception {
        try (ServerSocket server = listen()) {
            var _ = page(server, "HTTP/1.0 200 OK\r\n\r\nhello!", false);
            Checker.Url url = url("5d41402abc4b2a76b9719d911017c592", null);
            assertThat(attempt(http(server, "1.0", null, url)))
                    .isEqualTo(new Failed("MD5 digest error"));
        }
    }

    @Test
    void http_thatClosesWithoutAWord_fails() throws Exception {
        try (ServerSocket server = listen()) {
            var _ = page(server, "", false);
            assertThat(attempt(http(server, "1.0", null, url(null, null))))
                    .isEqualTo(new Failed("no data received from remote webserver"));
        }
    }

    /// Answers one request with a page; the lines of the request, without the empty one.
    ///
    /// @param keep leaves the connection open until the other side ends it
    private static CompletableFuture<List<String>> page(
            ServerSocket server, String response, boolean keep) {
        var asked = new CompletableFuture<List<String>>();
        Thread.ofVirtual()
                .start(() -> {
                    try (Socket peer = server.accept()) {
                        var in = reader(peer);
                        List<String> lines = new ArrayList<>();
                        for (String line = in.readLine();
                                line != null && !line.isEmpty();
                                line = in.readLine()) {
                            lines.add(line);
                        }
                        asked.complete(lines);
                        peer.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
                        if (keep) {
                            in.readLine();
                        }
                    } catch (IOException e) { // the verdict of the probe shows it
                        asked.completeExceptionally(e);
                    }
                });
        return asked;
    }

    private static Checker.Http http(
            ServerSocket server, String version, @Nullable String virtualHost, Checker.Url url) {
        return new Checker.Http(
                to(server.getLocalPort()),
                TIMING,
                false,
                version,
                virtualHost,
                false,
                Checker.TlsOptions.NONE,
                List.of(url));
    }

    private static Checker.Url url(@Nullable String digest, Checker.@Nullable BodyPattern pattern) {
        return new Checker.Url(
                "/x", digest, List.of(new Checker.StatusRange(200, 299)), null, pattern, false);
    }

    // Servers and attempts

    private ProbeResult attempt(Checker checker) throws Exception {
        return attempt(checker, new PingRange(NOPLogger.NOP_LOGGER));
    }

    private ProbeResult attempt(Checker checker, PingRange range) throws Exception {
        var result = new CompletableFuture<ProbeResult>();
        var noCertificate = new SslSettings(null, null, null, null);
        loop.execute(() ->
                new SystemProbes(
                                loop,
                                noCertificate,
                                ScriptCommands.AS_WRITTEN,
                                range,
                                NOPLogger.NOP_LOGGER)
                        .prepare(checker)
                        .begin(0, result::complete));
        return result.get(30, TimeUnit.SECONDS);
    }

    private static BufferedReader reader(Socket peer) throws IOException {
        return new BufferedReader(
                new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private static DatagramSocket datagrams() throws IOException {
        return new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    /// Takes one datagram and sends what is made of it.
    private static CompletableFuture<byte[]> answer(
            DatagramSocket server, Function<byte[], List<byte[]>> answers) {
        return answer(server, answers, new CompletableFuture<>());
    }

    private static CompletableFuture<byte[]> answer(
            DatagramSocket server,
            Function<byte[], List<byte[]>> answers,
            CompletableFuture<String> from) {
        var asked = new CompletableFuture<byte[]>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        var packet = new DatagramPacket(new byte[2048], 2048);
                        server.receive(packet);
                        byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
                        for (byte[] answer : answers.apply(question)) {
                            server.send(
                                    new DatagramPacket(
                                            answer, answer.length, packet.getSocketAddress()));
                        }
                        from.complete(packet.getSocketAddress().toString());
                        asked.complete(question);
                    } catch (IOException e) { // the verdict of the probe shows it
                        asked.completeExceptionally(e);
                    }
                });
        return asked;
    }

    /// A port that nobody has now.
    private static int closedPort() throws IOException {
        try (ServerSocket tcp = listen()) {
            return tcp.getLocalPort();
        }
    }

    private static CheckConnection to(int port) {
        return to(port, ENOUGH);
    }

    private static CheckConnection to(int port, Duration timeout) {
        return new CheckConnection(endpoint(port), null, 0, null, timeout, 0);
    }

    private static Endpoint endpoint(int port) {
        return new Endpoint(IpAddress.parse("127.0.0.1"), port);
    }
}
