package dev.upkeep.app.process;

import dev.upkeep.app.reload.ReloadTime;
import dev.upkeep.config.model.ReloadSettings;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.FileErrors;
import dev.upkeep.netlink.process.Threads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reloads at the time that `reload_time_file` holds. The file is looked at every second while one
/// is configured; after its reload it is removed, but for a time of day with `reload_repeat`.
public final class ReloadTimer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReloadTimer.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Runnable reload;
    private @Nullable Path file;
    private boolean repeat;
    private @Nullable String seen;
    private @Nullable ReloadTime due;
    private @Nullable Thread thread;

    /// @param reload asks for a reload
    public ReloadTimer(Runnable reload) {
        this.reload = reload;
    }

    /// Follows the settings of the configuration that runs, and begins to look.
    public synchronized void configure(ReloadSettings settings) {
        follow(settings);
        if (file != null && thread == null) {
            Thread next = Thread.ofVirtual().name("reload-time").unstarted(this::run);
            try {
                Threads.start(next);
                thread = next;
            } catch (KernelException none) {
                log.error("{} is not looked at until the next reload: {}", file, none.getMessage());
            }
        }
    }

    /// Takes over settings without looking.
    synchronized void follow(ReloadSettings settings) {
        String name = settings.timeFile();
        Path next = name == null ? null : Path.of(name);
        repeat = settings.repeat();
        if (!Objects.equals(next, file)) {
            file = next;
            seen = null;
            due = null;
        }
    }

    private void run() {
        try {
            while (true) {
                look(ZonedDateTime.now(ZoneId.systemDefault()));
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks at the file, and asks for the reload when its time has come.
    synchronized void look(ZonedDateTime now) {
        Path path = file;
        if (path == null) {
            return;
        }
        String text = text(path);
        if (!Objects.equals(text, seen)) {
            seen = text;
            due = text == null ? null : read(path, text, now);
        }
        ReloadTime time = due;
        if (time != null && !time.at().isAfter(now)) {
            due = null;
            if (time.daily() && repeat && text != null) {
                due = ReloadTime.parse(text, now);
            } else {
                remove(path);
            }
            reload.run();
        }
    }

    private static @Nullable ReloadTime read(Path path, String text, ZonedDateTime now) {
        ReloadTime time = ReloadTime.parse(text, now);
        if (time == null) {
            log.warn(
                    "{}: '{}' is no time (write HH:MM:SS or YYYY-MM-DD HH:MM:SS, with Z for UTC)",
                    path,
                    text);
            return null;
        }
        if (!time.at().isAfter(now)) {
            log.warn("{}: {} is past; no reload", path, text);
            return null;
        }
        log.info("Reload scheduled for {}", time.at());
        return time;
    }

    private @Nullable String text(Path path) {
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1).strip();
        } catch (NoSuchFileException absent) {
            return null;
        } catch (IOException e) {
            if (seen != null) {
                log.warn("Unable to read {}: {}", path, FileErrors.reason(e));
            }
            return null;
        }
    }

    private void remove(Path path) {
        seen = null;
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("Unable to remove {}: {}", path, FileErrors.reason(e));
        }
    }

    @Override
    public synchronized void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
