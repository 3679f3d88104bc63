package dev.upkeep.app;

import dev.upkeep.config.model.ReloadSettings;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.report.DiagnosticLine;
import dev.upkeep.config.source.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Readings of the configuration for reloads, with the actions of the running configuration around
/// them: `reload_file` exists meanwhile, so that nobody edits what is being read, and the findings
/// go to the log of `reload_check_config`. That a bad file leaves the old configuration in force,
/// which this keyword is for, holds for every reload of ours.
final class ReloadReader implements Supplier<ReadResult> {

    private static final Logger log = LoggerFactory.getLogger(ReloadReader.class);

    /// The bare keyword's, in keepalived's run directory.
    private static final String MARK = "/run/keepalived.reload";

    private final Supplier<ReadResult> reader;
    private final Consumer<ReloadSettings> follower;
    private ReloadSettings settings;

    /// @param settings of the configuration that runs now
    /// @param follower receives the settings of the next ones
    ReloadReader(
            Supplier<ReadResult> reader,
            ReloadSettings settings,
            Consumer<ReloadSettings> follower) {
        this.reader = reader;
        this.settings = settings;
        this.follower = follower;
    }

    @Override
    public ReadResult get() {
        Path mark = mark(settings.reloadFile());
        ReadResult read;
        try {
            write(mark, List.of());
            read = reader.get();
        } finally {
            remove(mark);
        }
        String checkLog = settings.checkConfigLog();
        if (checkLog != null) {
            write(Path.of(checkLog), read.diagnostics().stream().map(DiagnosticLine::of).toList());
        }
        if (read.worst() != Severity.FATAL) {
            settings = read.configuration().global().daemon().reload();
            follower.accept(settings);
        }
        return read;
    }

    private static @Nullable Path mark(@Nullable String written) {
        return written == null ? null : Path.of(written.isEmpty() ? MARK : written);
    }

    private static void write(@Nullable Path file, List<String> lines) {
        if (file != null) {
            try {
                Files.write(file, lines, StandardCharsets.UTF_8);
            } catch (IOException e) {
                log.warn("Unable to write {}: {}", file, e.toString());
            }
        }
    }

    private static void remove(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                log.warn("Unable to remove {}: {}", file, e.toString());
            }
        }
    }
}
