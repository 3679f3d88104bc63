package dev.upkeep.app;

import dev.upkeep.config.model.ProcessSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pid files given with options, null where none was. There is none of a BFD process: nothing of
/// keepalived's distribution asks for it, and we have one process.
record PidPaths(@Nullable String parent, @Nullable String vrrp, @Nullable String checkers) {

    private static final Path RUN = Path.of("/run");

    /// Every pid file of the daemon: those given, else keepalived's. `use_pid_dir` moves them to a
    /// directory of their own, a network namespace to one below it, `instance` adds to their names.
    List<Path> all(ProcessSettings process, @Nullable String namespace) {
        Path folder = process.usePidDirectory() ? RUN.resolve("keepalived") : RUN;
        if (namespace != null) {
            folder = RUN.resolve("keepalived").resolve(namespace);
        }
        String instance = process.instance();
        String end = (instance == null ? "" : "_" + instance) + ".pid";
        return List.of(
                path(parent, folder.resolve("keepalived" + end)),
                path(vrrp, folder.resolve("vrrp" + end)),
                path(checkers, folder.resolve("checkers" + end)));
    }

    private static Path path(@Nullable String given, Path other) {
        return given == null ? other : Path.of(given);
    }
}
