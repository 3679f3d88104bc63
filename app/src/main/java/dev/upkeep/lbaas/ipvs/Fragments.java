package dev.upkeep.lbaas.ipvs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of load balancers in the directory that the daemon's configuration includes. A change
/// remembers what was there, so that it can be taken back.
final class Fragments {

    private static final String SUFFIX = ".conf";
    private static final String UNFINISHED = ".new";

    private final Path directory;

    Fragments(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
    }

    /// The file of a load balancer.
    ///
    /// @param prefix of the files of its provider
    Path file(String prefix, String loadBalancer) {
        return directory.resolve(prefix + loadBalancer + SUFFIX);
    }

    /// The file of the VRRP instances.
    Path instances() {
        return directory.resolve("vrrp" + SUFFIX);
    }

    /// Ids of load balancers of a provider that have a file.
    Set<String> present(String prefix) throws IOException {
        Set<String> ids = new HashSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                String name = String.valueOf(each.getFileName());
                if (name.endsWith(UNFINISHED)) {
                    Files.delete(each); // a crash came before it counted
                } else if (name.startsWith(prefix) && name.endsWith(SUFFIX)) {
                    ids.add(name.substring(prefix.length(), name.length() - SUFFIX.length()));
                }
            }
        }
        return ids;
    }

    /// Writes a file, or removes it.
    ///
    /// @param text null or empty to remove it
    void put(Path file, @Nullable String text, Director.Undo undo) throws IOException {
        String before = read(file);
        String desired = text == null || text.isEmpty() ? null : text;
        if (desired == null ? before == null : desired.equals(before)) {
            return;
        }
        undo.files.putIfAbsent(file, before);
        write(file, desired);
    }

    /// The text of a file; null when there is none.
    static @Nullable String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void write(Path file, @Nullable String text) throws IOException {
        if (text == null) {
            Files.deleteIfExists(file);
            return;
        }
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Puts back what was there.
    void undo(Director.Undo undo) throws IOException {
        for (Map.Entry<Path, @Nullable String> each : undo.files.entrySet()) {
            write(each.getKey(), each.getValue());
        }
    }
}
