package dev.upkeep.lab.soak;

import dev.upkeep.lab.host.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The resource usage of a process.
///
/// @param residentMib resident memory
record Usage(long residentMib, int descriptors, int threads) {

    /// Growth that is no leak: a heap that has not been full yet, a thread that is about to end.
    private static final long MIB = 64;

    private static final int DESCRIPTORS = 10;
    private static final int THREADS = 8;

    /// Of a process.
    static Usage of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            long kib =
                    Files.readAllLines(proc.resolve("status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .sum();
            return new Usage(kib / 1024, count(proc.resolve("fd")), count(proc.resolve("task")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int count(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return (int) entries.count();
        }
    }

    /// @throws LabException when it is more than the earlier one allows
    void mustNotExceed(Usage before) {
        if (residentMib > before.residentMib + MIB
                || descriptors > before.descriptors + DESCRIPTORS
                || threads > before.threads + THREADS) {
            throw new LabException("the daemon grew from " + before + " to " + this);
        }
    }
}
