package dev.upkeep.lab.soak;

import dev.upkeep.lab.host.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The resource usage of a process.
///
/// @param residentMib resident memory
/// @param descriptors what each open file descriptor refers to, and how many do
record Usage(long residentMib, SortedMap<String, Integer> descriptors, int threads) {

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
            try (Stream<Path> tasks = Files.list(proc.resolve("task"))) {
                return new Usage(kib / 1024, descriptors(proc), (int) tasks.count());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedMap<String, Integer> descriptors(Path proc) throws IOException {
        SortedMap<String, Integer> found = new TreeMap<>();
        try (Stream<Path> all = Files.list(proc.resolve("fd"))) {
            for (Path descriptor : all.toList()) {
                found.merge(target(descriptor), 1, Integer::sum);
            }
        }
        return found;
    }

    /// Returns what a descriptor refers to, without numbers of inodes and processes.
    private static String target(Path descriptor) throws IOException {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.replaceAll("\\[\\d+]", "").replaceAll("/\\d+/", "/N/");
        } catch (NoSuchFileException e) {
            return "closed meanwhile";
        }
    }

    private int openDescriptors() {
        return descriptors.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return "%d MiB, %d threads, %d descriptors %s"
                .formatted(residentMib, threads, openDescriptors(), descriptors);
    }

    /// @throws LabException when it is more than the earlier one allows
    void mustNotExceed(Usage before) {
        if (residentMib > before.residentMib + MIB
                || openDescriptors() > before.openDescriptors() + DESCRIPTORS
                || threads > before.threads + THREADS) {
            throw new LabException("the daemon grew from " + before + " to " + this);
        }
    }
}
