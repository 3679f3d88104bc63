package dev.upkeep.checkers.reconcile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Replaces files that a next run reads, all or nothing.
public final class StateFile {

    private StateFile() {}

    /// Writes what a file is to hold.
    @FunctionalInterface
    public interface Content {
        /// Writes it, in UTF-8.
        void write(BufferedWriter out) throws IOException;
    }

    /// Makes the file and its directory, or replaces the file.
    ///
    /// @throws IOException when it cannot be written; then it is as before
    public static void replace(Path path, Content content) throws IOException {
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
