package dev.upkeep.checkers.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.ScriptCommands;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.SslSettings;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.loop.EpollLoop;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.helpers.NOPLogger;

/// Attempts over real sockets on loopback, with real programs.
class SystemProbesTest {

    private static final Duration SECOND = Duration.ofSeconds(5);
    private static final Duration LONG =
            Duration.ofSeconds(25); // two handshakes with large numbers
    private static final SslSettings NO_CERTIFICATE = new SslSettings(null, null, null, null);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir private static Path directory;

    private EpollLoop loop;
    private Thread thread;
    private SystemProbes shared;
    private int goodOnes;
    private @Nullable Throwable failure;

    @BeforeAll
    static void makeCertificates() throws Exception {
        TlsPolicy.apply(); // the servers of this test are of the same process
        makeCertificate("EC");
        makeCertificate("RSA");
        KeyStore store = store("EC");
        pem("x.key", "PRIVATE KEY", store.getKey("x", PASSWORD).getEncoded());
        pem("x.crt", "CERTIFICATE", store.getCertificate("x").getEncoded());
    }

    private static void makeCertificate(String algorithm) throws Exception {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                algorithm,
                                "-alias",
                                "x",
                                "-dname",
                                "CN=x",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                directory.resolve(algorithm).toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    private static KeyStore store(String algorithm) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(algorithm))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static void pem(String file, String kind, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(der);
        Files.writeString(
                directory.resolve(file),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    @BeforeEach
    void startLoop() throws IOException {
        loop = new EpollLoop(thrown -> failure = thrown);
        shared = probes(NO_CERTIFICATE);
        thread = Thread.ofPlatform().start(loop::run);
    }

    @AfterEach
    void stopLoop() throws InterruptedException {
        loop.stop();
        thread.join();
        assertThat(failure).isNull();
    }

    @Test
    void tcp_whenSomebodyListens_passes() throws Exception {
        try (ServerSocket server = listen()) {
            assertThat(attempt(tcp(target(server))))
                    .isEqualTo(new ProbeResult.Passed("connected", null));
        }
    }

    @Test
    void tcp_whenNobodyListens_fails() throws Exception {
        ServerSocket server = listen();
        Endpoint target = target(server);
        server.close();
        assertThat(attempt(tcp(target)))
                .isEqualTo(new ProbeResult.Failed("ECONNREFUSED, Connection refused"));
    }

    /// EACCES without a broadcast option, as of a route that prohibits; ENETUNREACH without a
    /// route.
    @Test
    void udp_whenTheWayIsForbidden_fails() throws Exception {
        var connection =
                new CheckConnection(
                        new Endpoint(IpAddress.parse("255.255.255.255"), 9),
                        null,
                        0,
                        null,
                        SECOND,
                        0);
        assertThat(attempt(new Checker.Udp(connection, timing(), "", null, 0, 255)))
                .isInstanceOf(ProbeResult.Failed.class);
    }

    @Test
    void tcp_fromAnAddressThatIsNotOurs_learnsNothing() throws Exception {
        try (ServerSocket server = listen()) {
            var connection =
                    new CheckConnection(
                            target(server), IpAddress.parse("192.0.2.1"), 0, null, SECOND, 0);
            assertThat(attempt(new Checker.Tcp(connection, timing())))
                    .isInstanceOf(ProbeResult.Unjudged.class);
        }
    }

    @Test
    void tcp_withBindto_comesFromThatAddress() throws Exception {
        try (ServerSocket server = listen()) {
            var connection =
                    new CheckConnection(
                            target(server), IpAddress.parse("127.0.0.77"), 0, null, SECOND, 0);
            attempt(new Checker.Tcp(connection, timing()));
            try (Socket accepted = server.accept()) {
                assertThat(accepted.getInetAddress().getHostAddress()).isEqualTo("127.0.0.77");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void http_ofAServer_isJudged(boolean tls) throws Exception {
        try (ServerSocket server = tls ? listenTls(false) : listen()) {
            answer(server, "HTTP/1.0 200 OK\r\n\r\nhello");
            assertThat(attempt(http(target(server), tls, "5d41402abc4b2a76b9719d911017c592")))
                    .isEqualTo(new ProbeResult.Passed("MD5 digest success", null));
        }
        try (ServerSocket server = tls ? listenTls(false) : listen()) {
            answer(server, "HTTP/1.0 503 No\r\n\r\n");
            assertThat(attempt(http(target(server), tls, null)))
                    .isEqualTo(new ProbeResult.Failed("HTTP status code error 503"));
        }
    }

    @Test
    void https_ofAPlainServer_fails() throws Exception {
        try (ServerSocket server = listen()) {
            answer(server, "HTTP/1.0 200 OK\r\n\r\nhello");
            assertThat(attempt(http(target(server), true, null)))
                    .isInstanceOf(ProbeResult.Failed.class);
        }
    }

    @Test
    void https_withAClientCertificate_showsIt() throws Exception {
        SslSettings settings =
                Configurations.of(
                                """
                                SSL {
                                    certificate %s
                                    key %s
                                }
                                """
                                        .formatted(
                                                directory.resolve("x.crt"),
                                                directory.resolve("x.key")))
                        .ssl();
        try (ServerSocket server = listenTls(true)) {
            answer(server, "HTTP/1.0 200 OK\r\n\r\n");
            assertThat(attempt(http(target(server), true, null), settings))
                    .isEqualTo(new ProbeResult.Passed("HTTP status code success", null));
        }
        try (ServerSocket server = listenTls(true)) {
            answer(server, "HTTP/1.0 200 OK\r\n\r\n");
            assertThat(attempt(http(target(server), true, null)))
                    .isInstanceOf(ProbeResult.Failed.class);
        }
    }

    @Test
    void https_ofAServerThatOnlyHasRsaKeyExchange_passes() throws Exception {
        try (SSLServerSocket server = (SSLServerSocket) listenTls(false, "RSA", 1)) {
            server.setEnabledProtocols(new String[] {"TLSv1.2"});
            server.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_AES_128_GCM_SHA256"});
            answer(server, "HTTP/1.0 200 OK\r\n\r\n");
            assertThat(attempt(http(target(server), true, null)))
                    .isEqualTo(new ProbeResult.Passed("HTTP status code success", null));
        }
    }

    /// Conscrypt has no such cipher suite, so that the JDK makes a second connection.
    @Test
    void https_ofAServerThatOnlyHasFiniteFieldKeyExchange_passes() throws Exception {
        try (SSLServerSocket server = (SSLServerSocket) listenTls(false, "RSA", 1)) {
            server.setEnabledProtocols(new String[] {"TLSv1.2"});
            server.setEnabledCipherSuites(new String[] {"TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"});
            Attempts.Prepared prepared = shared.prepare(http(target(server), true, null, LONG));
            for (int connections : new int[] {2, 1}) { // the second attempt knows
                for (int i = 0; i < connections; i++) {
                    answer(server, "HTTP/1.0 200 OK\r\n\r\n");
                }
                CompletableFuture<ProbeResult> result = new CompletableFuture<>();
                loop.execute(() -> prepared.begin(0, result::complete));
                assertThat(result.get(30, TimeUnit.SECONDS))
                        .isEqualTo(new ProbeResult.Passed("HTTP status code success", null));
            }
        }
    }

    @Test
    void https_ofAServerWithoutTls_fails() throws Exception {
        try (ServerSocket server = listen()) {
            answer(server, "HTTP/1.0 200 OK\r\n\r\n");
            answer(server, "HTTP/1.0 200 OK\r\n\r\n");
            assertThat(attempt(http(target(server), true, null)))
                    .isInstanceOf(ProbeResult.Failed.class);
        }
    }

    @Test
    void https_whenTheAuthoritiesCannotBeRead_isUnjudged() throws Exception {
        String absent = directory.resolve("absent").toString();
        try (ServerSocket server = listenTls(false)) {
            assertThat(
                            attempt(
                                    http(target(server), true, null),
                                    new SslSettings(null, absent, null, null)))
                    .isInstanceOfSatisfying(
                            ProbeResult.Unjudged.class,
                            result -> assertThat(result.detail()).contains(absent));
        }
    }

    @Test
    void https_ofAServerWithLongHandshakeMessages_passes() throws Exception {
        try (ServerSocket server = listenTls(false, "RSA", 60)) { // 60 certificates, 800 bytes each
            answer(server, "HTTP/1.0 200 OK\r\n\r\n");
            assertThat(attempt(http(target(server), true, null)))
                    .isEqualTo(new ProbeResult.Passed("HTTP status code success", null));
        }
    }

    @Test
    void https_knowsWhenTheCertificateExpires() throws Exception {
        try (ServerSocket server = listenTls(false)) {
            answer(server, "HTTP/1.0 200 OK\r\n\r\n");
            Attempts.Prepared prepared = shared.prepare(http(target(server), true, null));
            CompletableFuture<ProbeResult> result = new CompletableFuture<>();
            loop.execute(() -> prepared.begin(0, result::complete));
            assertThat(result.get(30, TimeUnit.SECONDS)).isInstanceOf(ProbeResult.Passed.class);
            assertThat(prepared.certificateExpires())
                    .isEqualTo(
                            ((X509Certificate) store("EC").getCertificate("x"))
                                    .getNotAfter()
                                    .toInstant());
        }
    }

    @Test
    void https_withTlsCompliant_endsTheSessionBeforeTheConnection() throws Exception {
        for (boolean compliant : new boolean[] {true, false}) {
            try (ServerSocket server = listen()) {
                CompletableFuture<Integer> last = new CompletableFuture<>();
                Thread.ofVirtual().start(() -> last.complete(bytesAfterTheAnswer(server)));
                Checker.Http check = http(target(server), true, null);
                assertThat(attempt(compliant ? compliant(check) : check))
                        .isInstanceOf(ProbeResult.Passed.class);
                assertThat(last.get(30, TimeUnit.SECONDS) > 0).isEqualTo(compliant);
            }
        }
    }

    /// Returns how many bytes the client sends after it has its answer; -1 when there is no TLS.
    private static int bytesAfterTheAnswer(ServerSocket server) {
        try (Socket plain = server.accept();
                SSLSocket peer =
                        (SSLSocket)
                                context("EC", 1)
                                        .getSocketFactory()
                                        .createSocket(plain, null, false)) {
            int ignored = peer.getInputStream().read(new byte[1024]);
            String answer = "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n";
            peer.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            return plain.getInputStream().readAllBytes().length;
        } catch (Exception e) { // the verdict of the check shows it
            return -1;
        }
    }

    private static Checker.Http compliant(Checker.Http check) {
        Checker.Url url = check.urls().getFirst();
        return new Checker.Http(
                check.connection(),
                check.timing(),
                true,
                "1.0",
                null,
                false,
                new Checker.TlsOptions(false, null, true, 0),
                List.of(new Checker.Url(url.path(), null, url.statusCodes(), null, null, true)));
    }

    @Test
    void pattern_thatTakesVeryLong_delaysNoOtherCheck() throws Exception {
        try (ServerSocket slow = listen();
                ServerSocket good = listen()) {
            answer(slow, "HTTP/1.0 200 OK\r\n\r\n" + "a".repeat(900));
            CompletableFuture<ProbeResult> first = begin(http(target(slow), "(a+)+b"));
            while (!first.isDone()) {
                answer(good, "HTTP/1.0 200 OK\r\n\r\nhello");
                CompletableFuture<ProbeResult> second = begin(http(target(good), "hel+o"));
                assertThat(second.get(30, TimeUnit.SECONDS))
                        .isEqualTo(new ProbeResult.Passed("Regex match success", null));
                goodOnes++;
            }
            assertThat(first.get()).isInstanceOf(ProbeResult.Failed.class);
            assertThat(goodOnes).as("checks that ended before the slow one").isGreaterThan(1);
        }
    }

    @Test
    void http_thatIsSilent_runsOutOfTime() throws Exception {
        try (ServerSocket server = listen()) {
            var check = http(target(server), false, null, Duration.ofMillis(50));
            assertThat(attempt(check)).isEqualTo(new ProbeResult.Failed("timeout"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0, true, Passed",
        "exit 3, true, Passed",
        "exit 1, false, Failed",
        "kill -9 $$, false, Failed"
    })
    void misc_isJudgedByItsEnd(String script, boolean dynamic, String expected) throws Exception {
        Checker.Misc check =
                new Checker.Misc(
                        timing(),
                        new Script(script, List.of("/bin/sh", "-c", script), null),
                        SECOND,
                        dynamic);
        assertThat(attempt(check).getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void misc_thatDoesNotEnd_isEnded() throws Exception {
        Checker.Misc check =
                new Checker.Misc(
                        timing(),
                        new Script("sleep", List.of("/bin/sleep", "100"), null),
                        Duration.ofMillis(50),
                        false);
        assertThat(attempt(check)).isEqualTo(new ProbeResult.Failed("timed out"));
    }

    @Test
    void misc_whoseProgramIsMissing_learnsNothing() throws Exception {
        Checker.Misc check =
                new Checker.Misc(
                        timing(), new Script("x", List.of("/no/such"), null), SECOND, false);
        assertThat(attempt(check)).isInstanceOf(ProbeResult.Unjudged.class);
    }

    private ProbeResult attempt(Checker checker) throws Exception {
        return attempt(checker, NO_CERTIFICATE);
    }

    private ProbeResult attempt(Checker checker, SslSettings ssl) throws Exception {
        return begin(probes(ssl), checker).get(30, TimeUnit.SECONDS);
    }

    private SystemProbes probes(SslSettings ssl) {
        return new SystemProbes(loop, ssl, ScriptCommands.AS_WRITTEN, NOPLogger.NOP_LOGGER);
    }

    private CompletableFuture<ProbeResult> begin(Checker checker) {
        return begin(shared, checker);
    }

    private CompletableFuture<ProbeResult> begin(SystemProbes probes, Checker checker) {
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        loop.execute(() -> probes.prepare(checker).begin(0, result::complete));
        return result;
    }

    private static Checker.Http http(Endpoint target, String pattern) {
        Checker.Http plain = http(target, false, null, Duration.ofSeconds(20));
        return new Checker.Http(
                plain.connection(),
                timing(),
                false,
                "1.0",
                null,
                false,
                Checker.TlsOptions.NONE,
                List.of(
                        new Checker.Url(
                                "/",
                                null,
                                List.of(new Checker.StatusRange(200, 299)),
                                null,
                                new Checker.BodyPattern(pattern, List.of(), false, 0, -1),
                                false)));
    }

    private static ServerSocket listen() throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return server;
    }

    private static ServerSocket listenTls(boolean wantClientCertificate) throws Exception {
        return listenTls(wantClientCertificate, "EC", 1);
    }

    /// @param chain how many times the server sends its certificate
    private static ServerSocket listenTls(
            boolean wantClientCertificate, String algorithm, int chain) throws Exception {
        SSLServerSocket server =
                (SSLServerSocket)
                        context(algorithm, chain)
                                .getServerSocketFactory()
                                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(wantClientCertificate);
        return server;
    }

    private static SSLContext context(String algorithm, int chain) throws Exception {
        Certificate own = store(algorithm).getCertificate("x");
        Certificate[] certificates = new Certificate[chain];
        Arrays.fill(certificates, own);
        KeyStore served = KeyStore.getInstance("JKS"); // takes any chain
        served.load(null, null);
        served.setKeyEntry("x", store(algorithm).getKey("x", PASSWORD), PASSWORD, certificates);
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(served, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("x", own);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /// Answers one connection, after the request.
    private static void answer(ServerSocket server, String response) {
        Thread.ofVirtual()
                .start(() -> {
                    try (Socket peer = server.accept()) {
                        byte[] request = new byte[1024];
                        if (peer.getInputStream().read(request) > 0) {
                            peer.getOutputStream()
                                    .write(response.getBytes(StandardCharsets.US_ASCII));
                        }
                    } catch (IOException e) {
                        // the verdict of the check shows it
                    }
                });
    }

    private static Endpoint target(ServerSocket server) {
        return new Endpoint(IpAddress.parse("127.0.0.1"), server.getLocalPort());
    }

    private static CheckTiming timing() {
        return new CheckTiming(0, SECOND, SECOND, SECOND, false, false);
    }

    private static Checker.Tcp tcp(Endpoint target) {
        return new Checker.Tcp(new CheckConnection(target, null, 0, null, SECOND, 0), timing());
    }

    private static Checker.Http http(Endpoint target, boolean tls, @Nullable String digest) {
        return http(target, tls, digest, SECOND);
    }

    private static Checker.Http http(
            Endpoint target, boolean tls, @Nullable String digest, Duration timeout) {
        return new Checker.Http(
                new CheckConnection(target, null, 0, null, timeout, 0),
                timing(),
                tls,
                "1.0",
                null,
                false,
                Checker.TlsOptions.NONE,
                List.of(
                        new Checker.Url(
                                "/",
                                digest,
                                List.of(new Checker.StatusRange(200, 299)),
                                null,
                                null,
                                false)));
    }
}
