package dev.upkeep.vrrp.track;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Names and command lines of processes, from `/proc`.
final class ProcessNames {

    private static final int MAX_COMMAND_BYTES = 65_536;

    private final Path proc;

    ProcessNames(Path proc) {
        this.proc = proc;
    }

    /// A process as it was when it was looked at.
    record Named(String name, List<String> commandLine) {}

    /// Calls for each process that runs.
    void forEach(IntConsumer pids) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[1-9]*")) {
            for (Path entry : entries) {
                pids.accept(Integer.parseInt(entry.getFileName().toString()));
            }
        } catch (IOException | NumberFormatException failed) {
            throw new IllegalStateException("read " + proc, failed);
        }
    }

    /// Looks at one process.
    ///
    /// @param withCommandLine whether the command line is read; else it is empty
    /// @return null when it has ended
    @Nullable Named of(int pid, boolean withCommandLine) {
        Path directory = proc.resolve(Integer.toString(pid));
        try {
            String name = Files.readString(directory.resolve("comm")).stripTrailing();
            return new Named(name, withCommandLine ? commandLine(directory) : List.of());
        } catch (IOException ended) { // between the event and the look
            return null;
        }
    }

    private static List<String> commandLine(Path directory) throws IOException {
        try (var in = Files.newInputStream(directory.resolve("cmdline"))) {
            String text = new String(in.readNBytes(MAX_COMMAND_BYTES), StandardCharsets.UTF_8);
            return text.isEmpty() ? List.of() : List.of(text.split("\0", 0));
        }
    }
}
