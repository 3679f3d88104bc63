package dev.upkeep.config.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Files of this repository that tests read or, asked to, write.
final class Repository {
    /// Set to rewrite expected files instead of comparing with them: review the difference.
    static final boolean REWRITE = Boolean.getBoolean("upkeep.rewrite");

    private Repository() {}

    /// A path below the top of the repository; tests run in the directory of their module.
    static Path path(String name) {
        return Path.of("..").resolve(name);
    }

    /// Files of this ending below a directory, sorted; none when there is no such directory.
    static List<Path> files(Path directory, String ending) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(path -> path.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
