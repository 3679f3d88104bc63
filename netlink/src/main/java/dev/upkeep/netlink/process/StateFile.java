package dev.upkeep.netlink.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Replaces files that a next run reads, all or nothing.
public final class StateFile {

    private StateFile() {}

    /// The file in which this network namespace keeps what it owns.
    ///
    /// @param directory for example `/run/upkeep`
    /// @param kind for example `ipvs`
    public static Path ofNamespace(Path directory, String kind) {
        String namespace;
        try {
            namespace = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
        } catch (IOException e) { // no /proc: then there are no namespaces to tell apart either
            namespace = "net";
        }
        return directory.resolve(kind + "-" + namespace.replaceAll("[^a-z0-9]", "") + ".owned");
    }

    /// Writes what a file is to hold.
    @FunctionalInterface
    public interface Content {
        /// Writes it, in UTF-8.
        void write(BufferedWriter out) throws IOException;
    }

    /// Makes the file and its directory, or replaces the file.
    ///
    /// @throws IOException naming file and cause when it cannot be written; then it is as before
    public static void replace(Path path, Content content) throws IOException {
        try {
            replaceOrFail(path, content);
        } catch (IOException e) {
            throw FileErrors.named("write", path, e);
        }
    }

    private static void replaceOrFail(Path path, Content content) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path next = path.resolveSibling(path.getFileName() + ".new");
        try (BufferedWriter out = Files.newBufferedWriter(next)) {
            content.write(out);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
