package dev.upkeep.checkers.check;

import dev.upkeep.config.model.TrackFile;
import dev.upkeep.netlink.loop.EventLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Reads the track files of `FILE_CHECK` every second: local files of a few bytes, so that no watch
/// of the directory is worth it. A file that is missing or empty counts as 0. Belongs to the thread
/// of the checks.
public final class FileWatch {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int MAX_BYTES = 128;

    private final EventLoop loop;
    private final ObjIntConsumer<String> changed;
    private final Logger log;
    private final Map<String, Integer> values = new HashMap<>();
    private List<TrackFile> files = List.of();
    private EventLoop.@Nullable Timer timer;

    /// @param changed gets the name and the number of a file that is new or changed
    public FileWatch(EventLoop loop, ObjIntConsumer<String> changed, Logger log) {
        this.loop = loop;
        this.changed = changed;
        this.log = log;
    }

    /// Watches these files from now on, and reports all of them once.
    public void watch(List<TrackFile> configured) {
        files = configured;
        values.clear();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (!files.isEmpty()) {
            look();
        }
    }

    private void look() {
        for (TrackFile file : files) {
            int value = read(file);
            Integer before = values.put(file.name(), value);
            if (before == null || before != value) {
                changed.accept(file.name(), value);
            }
        }
        timer = loop.after(PERIOD, this::look);
    }

    private int read(TrackFile file) {
        try (var in = Files.newInputStream(Path.of(file.path()))) {
            String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII);
            StringTokenizer words = new StringTokenizer(text);
            return words.hasMoreTokens() ? Integer.parseInt(words.nextToken()) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException | NumberFormatException e) {
            int kept = values.getOrDefault(file.name(), 0);
            log.warn("track_file {}: {} keeps {}", file.name(), e.getMessage(), kept);
            return kept;
        }
    }
}
