package dev.upkeep.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// A host's sockets as its kernel lists them.
public final class Sockets {
    /// A kind of socket that waits for clients: its table below `/proc/net`, which for IPv6 has a 6
    /// behind its name, and what the column `st` says of one.
    public enum Kind {
        TCP("tcp", "0A"),
        UDP("udp", "07");

        private final String table;
        private final String state;

        Kind(String table, String state) {
            this.table = table;
            this.state = state;
        }
    }

    private Sockets() {}

    public static void awaitListening(Host host, Kind kind, int port) {
        Await.until(
                "a listener on " + host + ", " + kind + " port " + port,
                Duration.ofSeconds(20),
                () ->
                        listens(host, kind.table, kind, port)
                                || listens(host, kind.table + "6", kind, port));
    }

    private static boolean listens(Host host, String table, Kind kind, int port) {
        Path file = host.procNet().resolve(table);
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.strip().split("\\s+", -1))
                    .anyMatch(words ->
                            words[1].endsWith(":%04X".formatted(port))
                                    && words[3].equals(kind.state));
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }
}
