package dev.upkeep.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// A host's sockets as its kernel lists them.
final class Sockets {
    /// `st` column of `/proc/net/tcp` for a listening socket.
    private static final String LISTENING = "0A";

    private Sockets() {}

    static void awaitListening(Host host, int port) {
        Await.until(
                "a listener on " + host + " port " + port,
                Duration.ofSeconds(20),
                () -> listens(host, "tcp", port) || listens(host, "tcp6", port));
    }

    private static boolean listens(Host host, String table, int port) {
        Path file = host.procNet().resolve(table);
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.strip().split("\\s+", -1))
                    .anyMatch(words ->
                            words[1].endsWith(":%04X".formatted(port))
                                    && words[3].equals(LISTENING));
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }
}
