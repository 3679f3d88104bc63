package dev.upkeep.app;

import dev.upkeep.config.model.ProcessSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Pid files given with options, null where none was.
record PidPaths(
        @Nullable String parent,
        @Nullable String vrrp,
        @Nullable String checkers,
        @Nullable String bfd) {

    private static final Path RUN = Path.of("/run");

    /// The pid files of a daemon: of its parent and of each part.
    record Files(Path parent, Path vrrp, Path checkers, Path bfd) {
        List<Path> all() {
            return List.of(parent, vrrp, checkers, bfd);
        }

        /// The directories of keepalived's own that files of theirs lie in.
        List<Path> ownDirectories() {
            return Stream.of(parent, vrrp, checkers, bfd)
                    .map(Path::getParent)
                    .filter(directory -> directory != null && directory.startsWith(OWN))
                    .distinct()
                    .toList();
        }

        private static final Path OWN = RUN.resolve("keepalived");
    }

    /// Returns the paths that were given, else keepalived's. `use_pid_dir` moves them to a
    /// directory of their own, a network namespace to one below it, `instance` adds to their names.
    Files files(ProcessSettings process, @Nullable String namespace) {
        Path folder = process.usePidDirectory() ? RUN.resolve("keepalived") : RUN;
        if (namespace != null) {
            folder = RUN.resolve("keepalived").resolve(namespace);
        }
        String instance = process.instance();
        String end = (instance == null ? "" : "_" + instance) + ".pid";
        return new Files(
                path(parent, folder.resolve("keepalived" + end)),
                path(vrrp, folder.resolve("vrrp" + end)),
                path(checkers, folder.resolve("checkers" + end)),
                path(bfd, folder.resolve("bfd" + end)));
    }

    private static Path path(@Nullable String given, Path other) {
        return given == null ? other : Path.of(given);
    }
}
