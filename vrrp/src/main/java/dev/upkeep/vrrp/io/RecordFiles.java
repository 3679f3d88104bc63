package dev.upkeep.vrrp.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Scheduling;
import dev.upkeep.netlink.process.StateFile;
import dev.upkeep.netlink.process.Threads;
import dev.upkeep.vrrp.machine.FlightRecord;
import dev.upkeep.vrrp.machine.RecordText;
import dev.upkeep.vrrp.machine.RouterConfig;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the flight record of an instance after each transition: `NAME.record`, the three before
/// it as `NAME.record.1` to `NAME.record.3`. A thread of its own writes, with the lowest priority
/// of the process, at most one record of each instance waits for it, and transitions that follow
/// each other closely share a file, which holds the events of all of them. [#add] may be called by
/// any thread and does not wait.
final class RecordFiles implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecordFiles.class);

    /// Kept besides the latest.
    private static final int EARLIER = 3;

    /// The take-over itself goes before the report of it, and so do those of other instances.
    private static final long PAUSE_MS = 500;

    private static final int LOWEST_PRIORITY = 19;

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final @Nullable Path directory;
    private final Duration patience;
    private final Map<String, Snapshot> waiting = new LinkedHashMap<>();
    private boolean writing;
    private boolean closing;
    private boolean failed;

    /// @param entries oldest first
    /// @param nanos CLOCK_MONOTONIC when it was taken
    private record Snapshot(
            RouterConfig config, List<FlightRecord.Entry> entries, Instant time, long nanos) {}

    /// @param directory made when there is something to write; null for no files
    RecordFiles(@Nullable Path directory) {
        this(directory, PATIENCE);
    }

    /// @param patience of [#close]
    RecordFiles(@Nullable Path directory, Duration patience) {
        this.directory = directory;
        this.patience = patience;
    }

    /// Returns the directory of the network namespace of this process.
    ///
    /// @param directory for example `/run/upkeep`
    static Path inDirectory(Path directory) {
        String name = StateFile.ofNamespace(directory, "records").getFileName().toString();
        return directory.resolve(name.substring(0, name.lastIndexOf('.')));
    }

    /// Has a record written.
    ///
    /// @param now CLOCK_MONOTONIC
    synchronized void add(RouterConfig config, List<FlightRecord.Entry> entries, long now) {
        if (directory == null || entries.isEmpty()) {
            return;
        }
        waiting.put(config.name(), new Snapshot(config, entries, Instant.now(), now));
        if (!writing) {
            try {
                Threads.start(
                        Thread.ofPlatform().daemon().name("records").unstarted(this::writeAll));
                writing = true;
            } catch (KernelException none) { // the next transition tries again
                log.warn("Flight records wait: {}", none.getMessage());
            }
        }
    }

    /// The vrrp thread may have a real-time policy, which its children begin with.
    private static void yieldToOthers() {
        try {
            Scheduling.ordinary();
            Scheduling.nice(LOWEST_PRIORITY);
        } catch (KernelException refused) {
            log.debug("flight records: {}", refused.getMessage());
        }
    }

    private void writeAll() {
        yieldToOthers();
        try {
            for (List<Snapshot> batch = take(); !batch.isEmpty(); batch = take()) {
                batch.forEach(this::write);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Snapshot> take() throws InterruptedException {
        long begin = System.nanoTime();
        for (long left = PAUSE_MS; !waiting.isEmpty() && !closing && left > 0; ) {
            wait(left);
            left = PAUSE_MS - (System.nanoTime() - begin) / 1_000_000;
        }
        List<Snapshot> batch = List.copyOf(waiting.values());
        waiting.clear();
        if (batch.isEmpty()) {
            writing = false;
            notifyAll();
        }
        return batch;
    }

    private void write(Snapshot record) {
        Path target = directory;
        if (target == null) {
            return;
        }
        String state = FlightRecord.name(record.entries().getLast().state().role());
        String name = record.config().name();
        List<String> lines =
                RecordText.of(
                        record.config(),
                        record.entries(),
                        "(%s) %s, written %s".formatted(name, state, record.time()),
                        record.nanos());
        try {
            makeDirectory(target);
            Path file = target.resolve(URLEncoder.encode(name, UTF_8) + ".record");
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.write(next, lines);
            for (int i = EARLIER; i > 0; i--) {
                move(i == 1 ? file : numbered(file, i - 1), numbered(file, i));
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            failed = false;
        } catch (IOException e) {
            if (!failed) { // once, not for every transition on a full disk
                log.warn("Unable to write the flight record of {}: {}", name, e.getMessage());
            }
            failed = true;
        }
    }

    private static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static Path numbered(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException none) {
            log.trace("{} is the first", to);
        }
    }

    /// Has what waits written at once, and waits for it, half a second at most.
    @Override
    public synchronized void close() {
        closing = true;
        notifyAll();
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis(); writing && left > 0; ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
