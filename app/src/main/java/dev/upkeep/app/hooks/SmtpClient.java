package dev.upkeep.app.hooks;

import dev.upkeep.config.model.MailSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hands one message to a mail server (RFC 5321, the subset that keepalived speaks). Blocks; only
/// the mailer's thread calls it.
final class SmtpClient {

    private static final Pattern ADDRESS = Pattern.compile("<([^<>]*)>");

    private final BufferedReader in;
    private final OutputStream out;

    private SmtpClient(Socket socket) throws IOException {
        in =
                new BufferedReader(
                        new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1));
        out = socket.getOutputStream();
    }

    /// Delivers the message to every recipient.
    ///
    /// @param server host name or address
    /// @throws IOException when the server cannot be reached or refuses, saying what it answered
    static void send(MailSettings settings, String server, String helo, String from, String message)
            throws IOException {
        int timeout = (int) Math.min(settings.connectTimeout().toMillis(), Integer.MAX_VALUE);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server, settings.port()), timeout);
            socket.setSoTimeout(timeout);
            SmtpClient client = new SmtpClient(socket);
            client.expect(220, "greeting");
            client.command("HELO " + helo, 250);
            client.command("MAIL FROM:<" + address(from) + ">", 250);
            for (String recipient : settings.recipients()) {
                client.command("RCPT TO:<" + address(recipient) + ">", 250);
            }
            client.command("DATA", 354);
            client.write(message.replace("\r\n.", "\r\n.."));
            client.command(".", 250);
            client.write("QUIT\r\n");
        }
    }

    /// `a@b` of `Name <a@b>`.
    private static String address(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        return matcher.find() ? matcher.group(1) : text.strip();
    }

    private void command(String text, int wanted) throws IOException {
        write(text + "\r\n");
        expect(wanted, text);
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// Reads a reply, of several lines perhaps (`250-..`), and compares its code.
    private void expect(int wanted, String question) throws IOException {
        String line;
        do {
            line = in.readLine();
            if (line == null) {
                throw new IOException(question + ": the server closed the connection");
            }
        } while (line.length() > 3 && line.charAt(3) == '-');
        if (!line.startsWith(Integer.toString(wanted))) {
            throw new IOException(question + ": want " + wanted + ", got '" + line + "'");
        }
    }
}
