package dev.upkeep.vrrp.track;

import dev.upkeep.config.model.TrackFile;
import dev.upkeep.netlink.file.NumberFiles;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.process.FileErrors;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.ConditionKey.Kind;
import dev.upkeep.vrrp.condition.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/// Makes track files and reports the numbers in them. Belongs to the thread of the loop.
final class FileTracker {

    private final Logger log;
    private final NumberFiles numbers;

    FileTracker(EventLoop loop, ConditionSink sink, Logger log) {
        this.log = log;
        this.numbers =
                new NumberFiles(
                        loop,
                        (name, number) ->
                                sink.changed(
                                        new ConditionKey(Kind.FILE, name), new Level.Value(number)),
                        log::warn);
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
        numbers.watch(
                configured.stream()
                        .collect(
                                Collectors.toMap(
                                        TrackFile::name,
                                        file -> Path.of(file.path()),
                                        (_, later) -> later)));
    }

    void close() {
        numbers.close();
    }
}
