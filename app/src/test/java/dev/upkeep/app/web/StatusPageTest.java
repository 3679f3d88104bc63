package dev.upkeep.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.upkeep.app.status.DaemonSnapshot;
import dev.upkeep.app.status.Snapshots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The status page in Debian's Chromium. With `-Dupkeep.rewrite=true` the pictures of the
/// documentation are taken anew.
class StatusPageTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @Test
    void page_inABrowser_showsInstancesServersAndHistory(@TempDir Path folder) throws Exception {
        assumeThat(CHROMIUM).as("chromium (Debian's)").exists();
        try (StatusServer server = serving(Snapshots.full())) {
            String address = address(server);
            assertThat(chromium(folder.resolve("dom"), "--dump-dom", address))
                    .contains("VI_1</td>", "MASTER</b>", "10.2.0.2:80</td>", "its check passed")
                    .contains("shop tcp:10.0.0.10:80 <span", "web1 10.2.0.1:80</td>")
                    .contains("shop / https [10.0.0.7]:443 <span", "web1 [10.1.0.7]:80</td>")
                    .contains("aria-label=\"BACKUP, MASTER\"")
                    .contains("id=\"about\">Upkeep 0.1.0, up 3 h")
                    .doesNotContain("<button");
            if (Boolean.getBoolean("upkeep.rewrite")) {
                picture(folder, address, "status.png", "1200,560");
                picture(folder, address, "status-phone.png", "500,1100");
            }
        }
    }

    @Test
    void name_ofAServer_isTextWhateverItHolds(@TempDir Path folder) throws Exception {
        assumeThat(CHROMIUM).as("chromium (Debian's)").exists();
        DaemonSnapshot hostile =
                Snapshots.full("<img src=x onerror=\"document.title='run'\"></td>&amp;");
        try (StatusServer server = serving(hostile)) {
            assertThat(chromium(folder.resolve("dom"), "--dump-dom", address(server)))
                    .contains(
                            "&lt;img src=x onerror=\"document.title='run'\"&gt;&lt;/td&gt;&amp;amp;")
                    .contains("<title>lb1 - Upkeep</title>")
                    .doesNotContain("<img");
        }
    }

    private static StatusServer serving(DaemonSnapshot snapshot) throws IOException {
        StatusRoutes routes =
                new StatusRoutes(
                        () -> CompletableFuture.completedFuture(snapshot),
                        _ -> CompletableFuture.completedFuture(""),
                        null);
        return new StatusServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes);
    }

    private static String address(StatusServer server) throws IOException {
        return "http://127.0.0.1:" + ((InetSocketAddress) server.address()).getPort() + "/";
    }

    private static void picture(Path folder, String address, String name, String size)
            throws IOException, InterruptedException {
        Path picture = Path.of("../docs").toAbsolutePath().normalize().resolve(name);
        chromium(
                folder.resolve(name),
                "--screenshot=" + picture,
                "--window-size=" + size,
                "--hide-scrollbars",
                address);
        assertThat(Files.size(picture)).isPositive();
    }

    private static String chromium(Path profile, String... more)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                CHROMIUM.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--user-data-dir=" + profile,
                                "--virtual-time-budget=1500"));
        command.addAll(List.of(more));
        Path errors = Files.createTempFile(profile.getParent(), "chromium", ".log");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return text;
    }
}
