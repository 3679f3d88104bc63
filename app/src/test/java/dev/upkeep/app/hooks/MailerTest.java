package dev.upkeep.app.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.config.model.MailSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MailerTest {

    private static final Mail MAIL =
            new Mail("Realserver A of virtual server B - DOWN", "TCP CHECK failed on service");

    @Test
    void message_hasTheHeadersOfKeepalived() {
        ZonedDateTime now = ZonedDateTime.of(2026, 11, 7, 6, 4, 5, 0, ZoneOffset.ofHours(1));

        assertThat(MAIL.message(settings(25), "me@here", "LB1", now))
                .isEqualTo(
                        """
                        Date: Sat, 07 Nov 2026 06:04:05 +0100
                        From: me@here
                        Subject: [LB1] Realserver A of virtual server B - DOWN
                        X-Mailer: Keepalived
                        To: one@there, Two <two@there>

                        => TCP CHECK failed on service <=

                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void message_withANewLineInAName_staysOneHeader() {
        String text =
                new Mail("a\r\nBcc: x", "b")
                        .message(settings(25), "f", "R", ZonedDateTime.now(ZoneOffset.UTC));

        assertThat(text).contains("Subject: [R] a\\r\\nBcc: x\r\n");
    }

    @Test
    void mail_toAServer_speaksTheWholeDialogue() throws Exception {
        try (Server server = new Server("250 ok")) {
            new SmtpMailing(server.port()).send();

            assertThat(server.heard())
                    .containsExactly(
                            "HELO lb1.example",
                            "MAIL FROM:<me@here>",
                            "RCPT TO:<one@there>",
                            "RCPT TO:<two@there>",
                            "DATA",
                            "..dotted",
                            ".",
                            "QUIT");
        }
    }

    @Test
    void mail_refusedRecipient_saysWhatTheServerAnswered() throws Exception {
        try (Server server = new Server("550 no such user")) {
            assertThatThrownBy(() -> new SmtpMailing(server.port()).send())
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "Error processing RCPT cmd on SMTP server [127.0.0.1]:%d."
                                            .formatted(server.port())
                                    + " SMTP status code = 550 no such user");
        }
    }

    @Test
    void mail_toAPortWhereNobodyListens_saysSo() throws Exception {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        assertThatThrownBy(() -> new SmtpMailing(port).send())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Error connecting SMTP server [127.0.0.1]:" + port);
    }

    @Test
    void mail_toAServerThatSaysNothing_givesUp() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new SmtpMailing(silent.getLocalPort()).send())
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "Timeout reading data to remote SMTP server [127.0.0.1]:%d."
                                    .formatted(silent.getLocalPort()));
        }
    }

    @Test
    void mail_toAServerThatNeverEndsItsLine_givesUp() throws Exception {
        try (var endless = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> talkForEver(endless));
            assertThatThrownBy(() -> new SmtpMailing(endless.getLocalPort()).send())
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Endless line of SMTP server");
        }
    }

    private static void talkForEver(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            while (true) {
                socket.getOutputStream().write('2');
            }
        } catch (IOException _) {
            // the client has left
        }
    }

    /// The first mail waits for the server's greeting, which never comes; the others behind it.
    @Test
    void alerts_whileTheServerIsSilent_areQueuedUpToALimit() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Mailer mailer = new Mailer(patient(silent.getLocalPort()), "LB1");
            mailer.send(MAIL);
            try (Socket _ = silent.accept()) {
                for (int i = 0; i < Mailer.CAPACITY + 10; i++) {
                    mailer.send(MAIL);
                }
                assertThat(mailer.finish(Duration.ZERO)).isEqualTo(Mailer.CAPACITY + 1);
            }
        }
    }

    /// They are queued before the first one has waited long enough, and are not tried themselves.
    @Test
    void alerts_queuedBehindOneThatFindsTheServerSilent_failWithIt() throws Exception {
        try (var silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Mailer mailer =
                    new Mailer(settings(silent.getLocalPort(), Duration.ofSeconds(2)), "LB1");
            mailer.send(MAIL);
            try (Socket _ = silent.accept()) {
                mailer.send(MAIL);
                mailer.send(MAIL);
                assertThat(mailer.finish(Duration.ofMinutes(1))).isZero();
            }
            silent.setSoTimeout(1);
            assertThatThrownBy(silent::accept).isInstanceOf(SocketTimeoutException.class);

            mailer.send(MAIL);
            silent.setSoTimeout(0);
            try (Socket next = silent.accept()) {
                assertThat(next.isConnected()).as("a later alert is tried").isTrue();
            }
        }
    }

    private static MailSettings settings(int port) {
        return settings(port, Duration.ofMillis(200));
    }

    private static MailSettings patient(int port) {
        return settings(port, Duration.ofMinutes(1));
    }

    private static MailSettings settings(int port, Duration timeout) {
        return new MailSettings(
                "me@here",
                new MailSettings.Smtp("127.0.0.1", port, "lb1.example", timeout),
                List.of("one@there", "Two <two@there>"),
                new MailSettings.Alerts(null, null, null, false, false));
    }

    private record SmtpMailing(int port) {
        void send() throws IOException {
            SmtpClient.send(
                    settings(port), "127.0.0.1", "lb1.example", "me@here", "\r\n.dotted\r\n");
        }
    }

    /// A mail server for one connection that answers RCPT as the test says.
    private static final class Server implements AutoCloseable {
        private final ServerSocket listener =
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final CompletableFuture<List<String>> heard = new CompletableFuture<>();

        Server(String recipientAnswer) throws IOException {
            Thread.ofVirtual().start(() -> serve(recipientAnswer));
        }

        int port() {
            return listener.getLocalPort();
        }

        List<String> heard() {
            return heard.join();
        }

        private void serve(String recipientAnswer) {
            List<String> lines = new ArrayList<>();
            try (Socket socket = listener.accept()) {
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8));
                answer(socket, "220-two lines\r\n220 ready");
                boolean data = false;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (!line.isEmpty()) {
                        lines.add(line);
                    }
                    if (line.equals("DATA")) {
                        data = true;
                        answer(socket, "354 go on");
                    } else if (data && line.equals(".")) {
                        data = false;
                        answer(socket, "250 taken");
                    } else if (!data && !line.equals("QUIT")) {
                        answer(socket, line.startsWith("RCPT") ? recipientAnswer : "250 ok");
                    }
                }
            } catch (IOException e) {
                heard.completeExceptionally(new UncheckedIOException(e));
            }
            heard.complete(lines);
        }

        private static void answer(Socket socket, String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
