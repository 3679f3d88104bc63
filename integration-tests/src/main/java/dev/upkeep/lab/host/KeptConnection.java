package dev.upkeep.lab.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// One TCP connection of a client for many requests, to a [Service#nginx].
public final class KeptConnection implements AutoCloseable {
    private final Process pipe;
    private final BufferedReader answers;

    private KeptConnection(Process pipe) {
        this.pipe = pipe;
        this.answers =
                new BufferedReader(
                        new InputStreamReader(pipe.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Connects with the first request.
    ///
    /// @param target as socat has it: `192.0.2.10:80`
    public static KeptConnection open(Host client, String target) {
        return new KeptConnection(client.talk("socat", "-T", "20", "-", "TCP:" + target));
    }

    /// Asks for the page over the connection.
    ///
    /// @return its only line, without what follows the host's name; empty when the connection ended
    public String ask() {
        try {
            var requests = pipe.getOutputStream();
            requests.write("GET / HTTP/1.1\r\nHost: lab\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            requests.flush();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.isEmpty()) { // the end of the head
                    String page = answers.readLine();
                    return page == null ? "" : page.strip();
                }
            }
            return "";
        } catch (IOException _) { // socat has ended, and its pipes with it
            return "";
        }
    }

    @Override
    public void close() {
        pipe.destroy();
    }
}
