package dev.upkeep.app.hooks;

import dev.upkeep.config.model.MailSettings;
import dev.upkeep.config.syntax.HostLookup;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands one message to a mail server (RFC 5321, the subset that keepalived speaks). Blocks; only
/// the mailer's thread calls it. Messages are worded as keepalived words them.
final class SmtpClient {

    private static final Logger log = LoggerFactory.getLogger(SmtpClient.class);

    private static final Pattern ADDRESS = Pattern.compile("<([^<>]*)>");

    /// RFC 5321 section 4.5.3.1.5 allows 512.
    private static final int MOST_LINE_BYTES = 2048;

    private static final int MOST_REPLY_LINES = 100;

    private final String server;
    private final InputStream in;
    private final OutputStream out;

    /// The server cannot be reached, or keeps silent.
    static final class NoAnswerException extends IOException {
        private static final long serialVersionUID = 1;

        NoAnswerException(String message, Exception cause) {
            super(message, cause);
        }
    }

    /// A client of a connection.
    ///
    /// @param server as logs call it
    SmtpClient(String server, InputStream in, OutputStream out) {
        this.server = server;
        this.in = new BufferedInputStream(in);
        this.out = out;
    }

    /// Delivers the message to every recipient.
    ///
    /// @param server host name or address
    /// @throws NoAnswerException when the server cannot be reached or keeps silent
    /// @throws IOException when it refuses, saying what it answered
    static void send(MailSettings settings, String server, String helo, String from, String message)
            throws IOException {
        int timeout =
                (int) Math.min(settings.smtp().connectTimeout().toMillis(), Integer.MAX_VALUE);
        String name = "[" + server + "]:" + settings.smtp().port();
        try (Socket socket = new Socket()) {
            InetAddress address = address(server, settings.smtp().connectTimeout(), name);
            connect(socket, new InetSocketAddress(address, settings.smtp().port()), timeout, name);
            socket.setSoTimeout(timeout);
            new SmtpClient(name, socket.getInputStream(), socket.getOutputStream())
                    .dialogue(settings.recipients(), helo, from, message);
        }
    }

    private static InetAddress address(String server, Duration limit, String name)
            throws IOException {
        try {
            return HostLookup.SYSTEM.find(server, limit).getFirst();
        } catch (UnknownHostException | TimeoutException e) {
            throw new NoAnswerException(
                    "Unable to resolve SMTP server " + name + ": " + e.getMessage() + ".", e);
        }
    }

    private static void connect(Socket socket, InetSocketAddress to, int timeout, String name)
            throws IOException {
        try {
            socket.connect(to, timeout);
        } catch (SocketTimeoutException e) {
            throw new NoAnswerException("Timeout connecting SMTP server " + name + ".", e);
        } catch (IOException e) {
            throw new NoAnswerException(
                    "Error connecting SMTP server " + name + ": " + e.getMessage(), e);
        }
        log.info("Remote SMTP server {} connected.", name);
    }

    /// Delivers the message.
    void dialogue(List<String> recipients, String helo, String from, String message)
            throws IOException {
        try {
            expect(220, "(E)SMTP");
            command("HELO " + helo, 250, "HELO");
            command("MAIL FROM:<" + address(from) + ">", 250, "MAIL");
            for (String recipient : recipients) {
                command("RCPT TO:<" + address(recipient) + ">", 250, "RCPT");
            }
            command("DATA", 354, "DATA");
            write(message.replace("\r\n.", "\r\n.."));
            command(".", 250, "BODY");
            write("QUIT\r\n");
        } catch (SocketTimeoutException e) {
            throw new NoAnswerException(
                    "Timeout reading data to remote SMTP server " + server + ".", e);
        }
    }

    /// `a@b` of `Name <a@b>`.
    private static String address(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        return matcher.find() ? matcher.group(1) : text.strip();
    }

    private void command(String text, int expected, String name) throws IOException {
        write(text + "\r\n");
        expect(expected, name);
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// Reads a reply, of several lines perhaps (`250-..`), and compares its code.
    private void expect(int expected, String command) throws IOException {
        String line = line();
        for (int more = 0; line.length() > 3 && line.charAt(3) == '-'; more++) {
            if (more == MOST_REPLY_LINES) {
                throw new IOException("Endless reply of SMTP server " + server + ".");
            }
            line = line();
        }
        if (!line.startsWith(Integer.toString(expected))) {
            throw new IOException(
                    "Error processing "
                            + command
                            + " cmd on SMTP server "
                            + server
                            + ". SMTP status code = "
                            + line);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException(
                        "Remote SMTP server " + server + " has closed the connection.");
            }
            if (line.size() == MOST_LINE_BYTES) {
                throw new IOException("Endless line of SMTP server " + server + ".");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
