package dev.upkeep.app.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The pid files of a running daemon. keepalived has a process for each part and so a file for
/// each; here all of them name the one process, so that scripts which signal a part still work.
public final class PidFiles implements AutoCloseable {

    private final List<Path> written = new ArrayList<>();

    /// The process of another daemon that has written one of these files and still runs.
    ///
    /// @return its pid, null when none runs
    public static @Nullable Long runningDaemon(List<Path> files) {
        for (Path file : files) {
            Long pid = pidIn(file);
            if (pid != null && pid != ProcessHandle.current().pid() && isDaemon(pid)) {
                return pid;
            }
        }
        return null;
    }

    private static @Nullable Long pidIn(Path file) {
        try {
            return Long.valueOf(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException e) {
            return null; // no file, or no pid file: nobody can be running behind it
        }
    }

    /// True when the process is keepalived or Upkeep: after a crash its number may be given to
    /// anything.
    private static boolean isDaemon(long pid) {
        try {
            String command =
                    Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.UTF_8)
                            .toLowerCase(Locale.ROOT);
            return command.contains("keepalived") || command.contains("upkeep");
        } catch (IOException e) {
            return false; // it is gone
        }
    }

    /// Writes this process's pid, readable for all whatever the umask.
    public void write(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, ProcessHandle.current().pid() + "\n", StandardCharsets.US_ASCII);
        written.add(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /// Removes what was written.
    ///
    /// @throws IOException for the first file that cannot be removed, after trying all
    @Override
    public void close() throws IOException {
        IOException first = null;
        for (Path file : written) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        written.clear();
        if (first != null) {
            throw first;
        }
    }
}
