package dev.upkeep.vrrp.track;

import dev.upkeep.netlink.process.FileErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names and command lines of processes, from `/proc`.
final class ProcessNames {

    private static final int MAX_COMMAND_BYTES = 65_536;

    /// ESRCH and EPERM, for which Java has no exceptions of their own.
    private static final Set<String> OF_THE_PROCESS =
            Set.of("no such process", "operation not permitted");

    private final Path proc;

    ProcessNames(Path proc) {
        this.proc = proc;
    }

    /// A process as it was when it was looked at.
    record Named(String name, List<String> commandLine) {}

    /// Takes the number of a process.
    interface Pids {
        void accept(int pid) throws IOException;
    }

    /// Calls for each process that runs.
    ///
    /// @throws IOException when they cannot be listed, or what takes them throws it
    void forEach(Pids pids) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[1-9]*")) {
            for (Path entry : entries) {
                pids.accept(Integer.parseInt(entry.getFileName().toString()));
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
    }

    /// Looks at one process.
    ///
    /// @param withCommandLine whether the command line is read; else it is empty
    /// @return null when it has ended or is hidden from us
    /// @throws IOException when nothing can be read, for want of descriptors for instance
    @Nullable Named of(int pid, boolean withCommandLine) throws IOException {
        Path directory = proc.resolve(Integer.toString(pid));
        try {
            String name = Files.readString(directory.resolve("comm")).stripTrailing();
            return new Named(name, withCommandLine ? commandLine(directory) : List.of());
        } catch (IOException failed) { // it may end between the event and the look
            if (isAboutTheProcess(failed)) {
                return null;
            }
            throw failed;
        }
    }

    /// Returns why processes of others are not seen; null when they are. The first process is
    /// always there.
    @Nullable String hidden() throws IOException {
        return of(1, false) == null
                ? proc + " is mounted with hidepid and CAP_SYS_PTRACE is missing, or not mounted"
                : null;
    }

    private static boolean isAboutTheProcess(IOException failed) {
        return failed instanceof NoSuchFileException
                || failed instanceof AccessDeniedException
                || OF_THE_PROCESS.contains(FileErrors.reason(failed));
    }

    private static List<String> commandLine(Path directory) throws IOException {
        try (var in = Files.newInputStream(directory.resolve("cmdline"))) {
            String text = new String(in.readNBytes(MAX_COMMAND_BYTES), StandardCharsets.UTF_8);
            return text.isEmpty() ? List.of() : List.of(text.split("\0", 0));
        }
    }
}
