package dev.upkeep.config.syntax;

import dev.upkeep.config.source.SystemView;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The options of a reading, and the system that it asks.
///
/// @param configId what `@ID` lines are compared with (option `-i`); by default the host name up to
///   the first dot
/// @param environment answers `${_ENV NAME}`
/// @param includeChecks include problems that are errors from the start (option `-e`: all)
/// @param random source of `$_RANDOM`
/// @param configTest true for `-t`: numbers with trailing rubbish are errors and not warnings
/// @param opened gets the name of each file that is opened
public record ReaderOptions(
        String configId,
        Environment environment,
        Set<IncludeCheck> includeChecks,
        RandomGenerator random,
        boolean configTest,
        SystemView system,
        Consumer<String> opened) {

    /// Options of a reading whose file names nobody asks for.
    public ReaderOptions(
            String configId,
            Environment environment,
            Set<IncludeCheck> includeChecks,
            RandomGenerator random,
            boolean configTest,
            SystemView system) {
        this(configId, environment, includeChecks, random, configTest, system, _ -> {});
    }

    public ReaderOptions {
        includeChecks = Set.copyOf(includeChecks);
    }

    /// Returns the options of this process, as keepalived takes them when the command line has
    /// none.
    public static ReaderOptions ofThisProcess() {
        SystemView system = new RealSystem();
        String host = system.hostName();
        int dot = host.indexOf('.');
        return new ReaderOptions(
                dot < 0 ? host : host.substring(0, dot),
                System::getenv,
                Set.of(),
                new SplittableRandom(),
                false,
                system);
    }

    /// Returns the same on another machine.
    public ReaderOptions on(SystemView other) {
        return new ReaderOptions(
                configId, environment, includeChecks, random, configTest, other, opened);
    }

    /// The environment of the process.
    public interface Environment {

        /// The value of a variable; null when it is not set.
        @Nullable String get(String name);
    }
}
