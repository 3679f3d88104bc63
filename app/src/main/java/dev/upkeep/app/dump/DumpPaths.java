package dev.upkeep.app.dump;

import dev.upkeep.config.model.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Paths of dumps.
///
/// @param directory of those that are not named otherwise
/// @param configuration `data_use_instance`, `state_dump_file`, `stats_dump_file`, `json_dump_file`
record DumpPaths(Path directory, Configuration configuration) {

    /// `TMPDIR` when it is an absolute name of a directory, else `/tmp`.
    static Path directory(@Nullable String variable) {
        if (variable != null && variable.startsWith("/") && Files.isDirectory(Path.of(variable))) {
            return Path.of(variable);
        }
        return Path.of("/tmp");
    }

    /// State dumps: `keepalived.data` of VRRP, `keepalived_check.data`, `keepalived_parent.data`.
    ///
    /// @param part empty for VRRP, else `_check`, `_parent`
    Path data(String part) {
        String given = configuration.global().daemon().files().stateDumpFile();
        Path base = directory.resolve("keepalived");
        if (given != null) {
            Path named = directory.resolve(given);
            base = given.endsWith("/") ? named.resolve("keepalived") : named;
        }
        return base.resolveSibling(base.getFileName() + part + instance() + ".data");
    }

    Path statistics() {
        return other(configuration.global().daemon().files().statsDumpFile(), "keepalived.stats");
    }

    Path json() {
        return other(configuration.global().daemon().files().jsonDumpFile(), "keepalived.json");
    }

    private Path other(@Nullable String given, String name) {
        return directory.resolve(given == null ? name : given);
    }

    /// `.NAMESPACE_INSTANCE` with `data_use_instance`.
    private String instance() {
        if (!configuration.global().daemon().files().useInstanceName()) {
            return "";
        }
        String names =
                Stream.of(
                                configuration.process().netNamespace(),
                                configuration.process().instance())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("_"));
        return names.isEmpty() ? "" : "." + names;
    }
}
