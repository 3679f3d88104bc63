package dev.upkeep.lbaas.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.lbaas.LbaasFixture;
import dev.upkeep.lbaas.service.LoadBalancers;
import dev.upkeep.lbaas.service.NoopProvider;
import dev.upkeep.lbaas.settings.ApiSettings.Tls;
import dev.upkeep.lbaas.settings.PemContext;
import dev.upkeep.lbaas.store.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The API over TLS, with tokens and with certificates of clients.
class ApiServerTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir static Path directory;

    private final LoadBalancers service;
    private @Nullable ApiServer server;

    ApiServerTlsTest() throws IOException {
        service =
                new LoadBalancers(
                        new MemoryStore(),
                        new LbaasFixture().context().networks(),
                        List.of(new NoopProvider("noop")),
                        Clock.systemUTC());
    }

    @BeforeAll
    static void makeCertificates() throws Exception {
        for (String name : List.of("server", "client", "stranger")) {
            makeCertificate(name);
        }
        Files.writeString(directory.resolve("users"), "token T1 p1 admin\n");
    }

    /// A certificate that signs itself, and its key, as PEM files.
    private static void makeCertificate(String name) throws Exception {
        Path file = directory.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                name,
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        pem(name + ".key", "PRIVATE KEY", store.getKey(name, PASSWORD).getEncoded());
        pem(name + ".crt", "CERTIFICATE", store.getCertificate(name).getEncoded());
    }

    private static void pem(String file, String kind, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(der);
        Files.writeString(
                directory.resolve(file),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static Tls tls(String own, @Nullable String trusted) {
        return new Tls(
                directory.resolve(own + ".crt"),
                directory.resolve(own + ".key"),
                trusted == null ? null : directory.resolve(trusted + ".crt"));
    }

    private void start(Authentication authentication, @Nullable String clients) throws IOException {
        service.start();
        server =
                new ApiServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        service,
                        authentication,
                        PemContext.of(tls("server", clients)),
                        clients != null);
        server.start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        service.close();
    }

    /// Asks with the certificate of a client.
    ///
    /// @return the status
    private int ask(String client, String... headers) throws Exception {
        URI uri =
                URI.create(
                        "https://127.0.0.1:"
                                + Objects.requireNonNull(server).address().getPort()
                                + "/v2.0/lbaas/loadbalancers");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(PemContext.of(tls(client, "server"))).build()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    @Test
    void token_overTls_isAskedForAndAccepted() throws Exception {
        start(Authentication.file(directory.resolve("users")), null);
        assertThat(ask("stranger")).isEqualTo(401);
        assertThat(ask("stranger", "X-Auth-Token", "T2")).isEqualTo(401);
        assertThat(ask("stranger", "X-Auth-Token", "T1")).isEqualTo(200);
    }

    @Test
    void client_withoutACertificateOfTheAuthority_isRefused() throws Exception {
        start(Authentication.none("p1"), "client");
        assertThat(ask("client")).isEqualTo(200);
        assertThatThrownBy(() -> ask("stranger")).isInstanceOf(IOException.class);
    }
}
