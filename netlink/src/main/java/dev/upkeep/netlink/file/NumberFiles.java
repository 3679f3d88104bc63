package dev.upkeep.netlink.file;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.process.FileErrors;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/// Reads files that hold a number (`track_file`) when they change. Missing and empty ones count as
/// 0; one whose number does not fit 32 bits keeps what it counted as, as in keepalived. Belongs to
/// the thread of the loop.
public final class NumberFiles implements AutoCloseable {

    private static final int MAX_BYTES = 128;

    private final ObjIntConsumer<String> numbers;
    private final Consumer<String> problems;
    private final FileWatcher watcher;
    private final Map<String, Integer> values = new HashMap<>();
    private Map<String, Path> files = Map.of();

    /// @param numbers gets the name and the number of a file that is new or may have changed
    /// @param problems gets a line about what cannot be read or watched
    public NumberFiles(EventLoop loop, ObjIntConsumer<String> numbers, Consumer<String> problems) {
        this.numbers = numbers;
        this.problems = problems;
        this.watcher = new FileWatcher(loop, this::changed);
    }

    /// Watches exactly these files from now on, by name, and reports each once.
    public void watch(Map<String, Path> next) {
        files = new LinkedHashMap<>(next);
        values.keySet().retainAll(files.keySet());
        try {
            watcher.watch(new LinkedHashSet<>(files.values()));
        } catch (KernelException refused) {
            problems.accept("Track files are not watched: " + refused.getMessage());
        }
        Map.copyOf(files).forEach(this::read);
    }

    private void changed(Path path) {
        files.forEach((name, file) -> {
            if (file.equals(path)) {
                read(name, file);
            }
        });
    }

    private void read(String name, Path path) {
        int value = 0;
        if (Files.isRegularFile(path)) { // a read of a FIFO or device may block
            try (var in = Files.newInputStream(path)) {
                String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII);
                value = number(name, path, FileNumber.of(text));
            } catch (IOException failed) {
                problems.accept(
                        "track_file " + name + " counts as 0: " + FileErrors.reason(failed));
            }
        }
        values.put(name, value);
        numbers.accept(name, value);
    }

    private int number(String name, Path path, BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        problems.accept("Invalid number %s read from %s - ignoring".formatted(number, path));
        return values.getOrDefault(name, 0);
    }

    /// Ends the watch.
    @Override
    public void close() {
        watcher.close();
    }
}
