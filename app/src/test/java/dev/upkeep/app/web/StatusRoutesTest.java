package dev.upkeep.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.upkeep.app.status.DaemonSnapshot;
import dev.upkeep.app.status.SnapshotJson;
import dev.upkeep.app.status.Snapshots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusRoutesTest {

    private final List<List<String>> asked = new ArrayList<>();
    private final StatusRoutes routes =
            new StatusRoutes(
                    () -> CompletableFuture.completedFuture(Snapshots.full()),
                    words -> {
                        asked.add(words);
                        return CompletableFuture.completedFuture("done");
                    },
                    "secret");

    @Test
    void metrics_keepTheNamesOfBothExporters_andHaveOurs() {
        assertThat(get("/metrics"))
                .contains(
                        "keepalived_up 1.0",
                        "keepalived_advertisements_sent_total{iname=\"VI_1\",intf=\"eth0\","
                                + "state=\"MASTER\",vrid=\"51\"} 330.0",
                        "keepalived_vrrp_state{iname=\"VI_1\",intf=\"eth0\","
                                + "ip_address=\"10.0.0.10\",vrid=\"51\"} 2.0",
                        "keepalived_script_status{name=\"chk\"} 1.0",
                        "keepalived_vrrp_advert_sent{intf=\"eth0\",name=\"VI_1\","
                                + "state=\"MASTER\",vrid=\"51\"} 330.0",
                        "keepalived_lvs_vip_conn{addr=\"10.0.0.10:80\",proto=\"6\"} 41.0",
                        "keepalived_lvs_rs_in_bytes{addr=\"10.2.0.1:80\",proto=\"6\"} 20172.0",
                        "upkeep_real_server_up{real_server=\"10.2.0.2:80\","
                                + "virtual_server=\"tcp:10.0.0.10:80\"} 0.0",
                        "upkeep_loop_lateness_seconds_count{loop=\"vrrp\"} 3",
                        "upkeep_loop_late_seconds_count{cause=\"run-queue\",loop=\"vrrp\"} 1",
                        "upkeep_gc_runs_total{collector=\"ZGC Minor Pauses\"} 4.0");
    }

    @Test
    void openMetrics_whenAskedFor_endsWithEof() {
        var response =
                routes.answer(
                        "GET",
                        "/metrics",
                        name -> name.equals("Accept") ? "application/openmetrics-text" : null,
                        new byte[0]);
        assertThat(response.type()).startsWith("application/openmetrics-text");
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).endsWith("# EOF\n");
    }

    /// Debian's package prometheus has it; the lab's machine does.
    @Test
    void promtool_findsNothingToSay(@TempDir Path folder) throws Exception {
        assumeThat(Path.of("/usr/bin/promtool")).as("promtool (Debian: prometheus)").exists();
        Path metrics = Files.writeString(folder.resolve("metrics"), get("/metrics"));
        assertThat(run(metrics, "promtool", "check", "metrics")).isEmpty();
        Path rules = Path.of("../docs/metrics/upkeep.rules.yml");
        assertThat(run(metrics, "promtool", "check", "rules", rules.toString()))
                .contains("SUCCESS");
    }

    private static String run(Path input, String... command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(input.toFile())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return text;
    }

    @Test
    void server_changesWithTheTokenAlone() {
        assertThat(post("drain tcp:10.0.0.10:80 10.2.0.1:80", null).status()).isEqualTo(403);
        assertThat(post("drain tcp:10.0.0.10:80 10.2.0.1:80", "wrong").status()).isEqualTo(403);
        assertThat(asked).isEmpty();
        assertThat(post("list", "secret").status()).isEqualTo(400);
        assertThat(post("drain tcp:10.0.0.10:80 10.2.0.1:80", "secret").status()).isEqualTo(200);
        assertThat(asked)
                .containsExactly(List.of("server", "drain", "tcp:10.0.0.10:80", "10.2.0.1:80"));
    }

    @Test
    void page_andJson_areServedOverTcp_andOverAUnixSocket(@TempDir Path folder) throws Exception {
        try (StatusServer server =
                        new StatusServer(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                routes);
                HttpClient client = HttpClient.newHttpClient()) {
            String base = "http://127.0.0.1:" + ((InetSocketAddress) server.address()).getPort();
            var page =
                    client.send(
                            HttpRequest.newBuilder(URI.create(base + "/")).build(),
                            BodyHandlers.ofString());
            assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
            assertThat(page.body()).contains("<title>Upkeep").doesNotContain("http://", "https://");
            var json =
                    client.send(
                            HttpRequest.newBuilder(URI.create(base + "/status.json")).build(),
                            BodyHandlers.ofString());
            DaemonSnapshot read = SnapshotJson.read(json.body());
            assertThat(read).isEqualTo(Snapshots.full());
        }
        Path socket = folder.resolve("status.sock");
        try (StatusServer server = new StatusServer(socket, routes)) {
            assertThat(server.address()).isEqualTo(UnixDomainSocketAddress.of(socket));
            assertThat(unix(socket, "GET /metrics?x=1 HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("keepalived_up 1.0");
            assertThat(unix(socket, "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        }
        assertThat(socket).doesNotExist();
    }

    private static String unix(Path socket, String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            Channels.newOutputStream(channel).write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(
                    Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private StatusRoutes.Response post(String body, @Nullable String token) {
        return routes.answer(
                "POST",
                "/server",
                name -> name.equals("X-Upkeep-Token") ? token : null,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private String get(String path) {
        var response = routes.answer("GET", path, _ -> null, new byte[0]);
        assertThat(response.status()).isEqualTo(200);
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
