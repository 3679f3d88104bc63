package dev.upkeep.app;

import dev.upkeep.app.cli.NodeName;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.MergedText;
import dev.upkeep.config.reader.ReadCache;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.reader.WrittenLines;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.config.syntax.IncludeCheck;
import dev.upkeep.config.syntax.ReaderOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the configuration that the command line names, whenever asked.
public final class ConfigurationSource {

    private static final Logger log = LoggerFactory.getLogger(ConfigurationSource.class);

    private final DaemonSettings settings;
    private final Supplier<SystemView> systems;
    private final boolean test;
    private final ReadCache cache = new ReadCache();

    /// @param systems gives the machine as it is now
    /// @param test true for `-t`
    public ConfigurationSource(
            DaemonSettings settings, Supplier<SystemView> systems, boolean test) {
        this.settings = settings;
        this.systems = systems;
        this.test = test;
    }

    /// Reads it as it is now. What has not changed since the last reading keeps its objects.
    ReadResult read() {
        return read(settings.source().file());
    }

    /// Reads it as the daemon does, which logs what it reads.
    ReadResult readAndLog() {
        String file = settings.source().file();
        log.info("Configuration file {}", file);
        Consumer<String> opened = name -> log.info("Opening file '{}'.", name);
        return read(file, settings.logging().detail() ? opened : _ -> {});
    }

    /// Returns whether there is something to read, judged by the name alone: a pattern may match.
    boolean exists() {
        String file = settings.source().file();
        boolean pattern = file.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
        return pattern || Files.isRegularFile(Path.of(file));
    }

    /// The words of the configuration as it is now.
    List<List<String>> lines() {
        return WrittenLines.read(settings.source().file(), options(systems.get()));
    }

    /// The configuration with its includes, as one text.
    String merged() {
        return MergedText.read(settings.source().file(), options(systems.get()));
    }

    ReadResult read(String file) {
        return read(file, _ -> {});
    }

    private ReadResult read(String file, Consumer<String> opened) {
        ReaderOptions options = options(systems.get(), opened);
        return test
                ? ConfigurationReader.read(file, options)
                : ConfigurationReader.read(file, options, cache);
    }

    private ReaderOptions options(SystemView system) {
        return options(system, _ -> {});
    }

    private ReaderOptions options(SystemView system, Consumer<String> opened) {
        Set<IncludeCheck> checks =
                settings.source().everyIncludeChecked()
                        ? EnumSet.allOf(IncludeCheck.class)
                        : EnumSet.noneOf(IncludeCheck.class);
        String id = settings.source().configId();
        return new ReaderOptions(
                id == null ? NodeName.of(system) : id,
                System::getenv,
                checks,
                new SplittableRandom(),
                test,
                system,
                opened);
    }
}
