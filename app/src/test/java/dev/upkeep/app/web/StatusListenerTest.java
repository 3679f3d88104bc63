package dev.upkeep.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.app.status.Snapshots;
import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.StatusSettings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusListenerTest {

    @TempDir private Path folder;

    private final StatusListener listener =
            new StatusListener(
                    () -> CompletableFuture.completedFuture(Snapshots.full()),
                    words -> CompletableFuture.completedFuture("done"));

    @Test
    void configure_followsTheKeywords_alsoToNothing() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        Path socket = folder.resolve("status");

        listener.configure(
                settings("upkeep_status_address " + socket, "upkeep_status_token_file " + token));

        assertThat(ask(socket, "GET /metrics HTTP/1.1\r\n")).contains("keepalived_up 1.0");
        assertThat(change(socket, "secret")).startsWith("HTTP/1.1 200 ");
        assertThat(change(socket, "other")).startsWith("HTTP/1.1 403 ");

        listener.configure(settings("upkeep_status_address " + socket, ""));
        assertThat(change(socket, "secret")).as("without a token").startsWith("HTTP/1.1 403 ");

        listener.configure(settings("", ""));
        assertThat(socket).doesNotExist();
    }

    @Test
    void haproxyDirectory_isThatOfTheKeyword() {
        assertThat(settings("upkeep_status_haproxy /run/haproxy", "").haproxy())
                .isEqualTo("/run/haproxy");
        assertThat(settings("", "").haproxy()).isNull();
    }

    private static String change(Path socket, String token) throws IOException {
        String body = "drain tcp:10.0.0.10:80 10.2.0.1:80";
        return ask(
                socket,
                "POST /server HTTP/1.1\r\nX-Upkeep-Token: %s\r\nContent-Length: %d\r\n"
                        .formatted(token, body.length()),
                body);
    }

    private static String ask(Path socket, String head) throws IOException {
        return ask(socket, head, "");
    }

    private static String ask(Path socket, String head, String body) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            String text = head + "Host: x\r\n\r\n" + body;
            Channels.newOutputStream(channel).write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(
                    Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static StatusSettings settings(String... lines) {
        return Configurations.of("global_defs {\n" + String.join("\n", lines) + "\n}\n")
                .global()
                .daemon()
                .status();
    }
}
