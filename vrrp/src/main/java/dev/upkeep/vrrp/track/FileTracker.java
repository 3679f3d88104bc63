package dev.upkeep.vrrp.track;

import dev.upkeep.config.model.TrackFile;
import dev.upkeep.netlink.file.FileWatcher;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.process.FileErrors;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.ConditionKey.Kind;
import dev.upkeep.vrrp.condition.FileValue;
import dev.upkeep.vrrp.condition.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/// Reads track files when they change. Missing and empty ones count as 0. Belongs to the thread of
/// the loop.
final class FileTracker {

    private static final int MAX_BYTES = 128;

    private final ConditionSink sink;
    private final Logger log;
    private final FileWatcher watcher;
    private Map<String, TrackFile> files = Map.of();

    FileTracker(EventLoop loop, ConditionSink sink, Logger log) {
        this.sink = sink;
        this.log = log;
        this.watcher = new FileWatcher(loop, this::changed);
    }

    /// Writes the files that have an `init_file`; only at the first start.
    void create(Collection<TrackFile> all) {
        for (TrackFile file : all) {
            Integer value = file.initValue();
            Path path = Path.of(file.path());
            boolean present = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
            if (value == null || (present && !file.overwrite())) {
                continue;
            }
            if (present && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                log.warn("track_file {}: {} is not a regular file", file.name(), path);
                continue;
            }
            try {
                Files.writeString(path, value + "\n");
            } catch (IOException failed) {
                log.warn(
                        "track_file {}: unable to initialize {}",
                        file.name(),
                        FileErrors.reason(failed));
            }
        }
    }

    /// Watches these files from now on and reports each once.
    void watch(Collection<TrackFile> configured) {
        files = new LinkedHashMap<>();
        configured.forEach(file -> files.put(file.name(), file));
        Set<Path> paths =
                configured.stream().map(file -> Path.of(file.path())).collect(Collectors.toSet());
        try {
            watcher.watch(paths);
        } catch (KernelException refused) {
            log.error("Track files are not watched: {}", refused.getMessage());
        }
        List.copyOf(files.values()).forEach(this::read);
    }

    private void changed(Path path) {
        for (TrackFile file : files.values()) {
            if (Path.of(file.path()).equals(path)) {
                read(file);
            }
        }
    }

    private void read(TrackFile file) {
        int value = 0;
        Path path = Path.of(file.path());
        if (Files.isRegularFile(path)) { // a read of a FIFO or device may block
            try (var in = Files.newInputStream(path)) {
                value =
                        FileValue.of(
                                new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII));
            } catch (IOException failed) {
                log.warn("track_file {} counts as 0: {}", file.name(), FileErrors.reason(failed));
            }
        }
        sink.changed(new ConditionKey(Kind.FILE, file.name()), new Level.Value(value));
    }

    void close() {
        watcher.close();
    }
}
