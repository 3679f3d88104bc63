package dev.upkeep.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// tcpdump on a device, into a file; every packet is in the file when it is closed.
public final class Capture implements AutoCloseable {
    /// With nothing new for so long, it has caught up.
    private static final long QUIET_NS = 300_000_000;

    private final Process tcpdump;
    private final Path file;

    private Capture(Process tcpdump, Path file) {
        this.tcpdump = tcpdump;
        this.file = file;
    }

    /// Captures in the lab's own namespace; it listens when this returns.
    public static Capture start(String device, Path file, String filter) {
        return start(null, device, file, filter);
    }

    /// Captures on a host; it listens when this returns.
    public static Capture start(@Nullable Host host, String device, Path file, String filter) {
        var command =
                new ArrayList<>(
                        List.of(
                                "tcpdump",
                                "--immediate-mode",
                                "-i",
                                device,
                                "-n",
                                "-B", // in KiB: the ring has a slot of the longest packet for each
                                "16384",
                                "-s",
                                "65535",
                                "-U",
                                "-Z",
                                "root",
                                "-w"));
        command.add(file.toString());
        if (!filter.isEmpty()) {
            command.add(filter);
        }
        Path log = file.resolveSibling(file.getFileName() + ".tcpdump");
        try {
            Process process =
                    host == null
                            ? new ProcessBuilder(command)
                                    .redirectErrorStream(true)
                                    .redirectOutput(log.toFile())
                                    .start()
                            : host.start(log, command.toArray(String[]::new));
            Await.until(
                    "tcpdump on " + device,
                    Duration.ofSeconds(20),
                    () -> text(log).contains("listening on"),
                    () -> text(log));
            return new Capture(process, file);
        } catch (IOException e) {
            throw new UncheckedIOException("start tcpdump", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }

    public Path file() {
        return file;
    }

    /// Ends it once it has written what it had heard: it drops the rest when it is asked to end.
    @Override
    public void close() {
        var size = new AtomicLong(-1);
        var since = new AtomicLong();
        Await.until(
                "tcpdump to catch up",
                Duration.ofSeconds(20),
                () -> {
                    long now = file.toFile().length();
                    if (size.getAndSet(now) != now) {
                        since.set(System.nanoTime());
                    }
                    return System.nanoTime() - since.get() > QUIET_NS;
                });
        tcpdump.destroy();
        try {
            if (!tcpdump.waitFor(10, TimeUnit.SECONDS)) {
                throw new LabException("tcpdump does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }
}
