package dev.upkeep.app.process;

import dev.upkeep.netlink.process.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The pid files of a running daemon: one names the parent, one each part that runs. A lock on the
/// file holds as long as this process lives, so that a second daemon is recognised whatever became
/// of the pid in it; keepalived does the same. Belongs to the main thread.
public final class PidFiles implements AutoCloseable {

    /// A daemon whose parent was killed stops within this time and gives its files back.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Map<Path, FileChannel> written = new LinkedHashMap<>();

    /// Returns the process of another daemon that has written one of these files and still runs.
    ///
    /// @param own pids that are no other daemon: this process and its parent
    /// @return its pid, null when none runs
    public static @Nullable Long runningDaemon(List<Path> files, Set<Long> own) {
        for (Path file : files) {
            Long pid = pidIn(file);
            if (pid != null && !own.contains(pid) && isDaemon(pid)) {
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

    /// Writes a pid, readable for all whatever the umask.
    ///
    /// @throws IOException naming the file and the cause: no directory, a symbolic link, a full
    ///   file system, or the lock of another daemon that does not end
    public void write(Path file, long pid) throws IOException {
        FileChannel channel;
        try {
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw FileErrors.named("write pid file", file, e);
        }
        written.put(file, channel);
        try {
            lock(channel);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            throw FileErrors.named("write pid file", file, e);
        }
    }

    private static void lock(FileChannel channel) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (channel.tryLock() == null) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("another daemon holds it");
            }
            LockSupport.parkNanos(PAUSE_NANOS); // a file lock has no other way to be awaited
        }
    }

    /// Removes the file of a part that has stopped; one that was not written is left alone.
    public void remove(Path file) throws IOException {
        FileChannel channel = written.remove(file);
        if (channel != null) {
            try (channel) {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw FileErrors.named("remove pid file", file, e);
            }
        }
    }

    /// Removes what was written.
    ///
    /// @throws IOException for the first file that cannot be removed, after trying all
    @Override
    public void close() throws IOException {
        IOException first = null;
        for (Path file : List.copyOf(written.keySet())) {
            try {
                remove(file);
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
