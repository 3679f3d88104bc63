package dev.upkeep.config.read;

import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The surroundings of a reading.
///
/// @param configId what `@ID` lines are compared with (option `-i`); by default the host name up to
///   the first dot
/// @param environment looks up a variable for `${_ENV NAME}`; null when it is not set
/// @param includeChecks include problems that are errors from the start (option `-e`: all)
/// @param random source of `$_RANDOM`
/// @param configTest true for `-t`: numbers with trailing rubbish are errors and not warnings
public record ReaderOptions(
        String configId,
        Function<String, @Nullable String> environment,
        Set<IncludeCheck> includeChecks,
        RandomGenerator random,
        boolean configTest,
        SystemView system) {

    public ReaderOptions {
        includeChecks = Set.copyOf(includeChecks);
    }
}
