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
import org.jspecify.annotations.Nullable;

/// The right to change something of the kernel that only one daemon may own, for instance the load
/// balancer's table of a network namespace. It is a lock on a file, and so ends with the process
/// whatever happens to it.
public final class OwnerLock implements AutoCloseable {

    private final FileChannel channel;

    private OwnerLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock.
    ///
    /// @return null when another process holds it
    /// @throws IOException naming the file and the cause
    public static @Nullable OwnerLock take(Path file) throws IOException {
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS);
            if (channel.tryLock() == null) {
                channel.close();
                return null;
            }
            channel.truncate(0);
            String pid = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return new OwnerLock(channel);
        } catch (IOException e) {
            throw FileErrors.named("lock", file, e);
        }
    }

    /// Returns the pid of the process that took the lock last.
    public static String holder(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw FileErrors.named("read", file, e);
        }
    }

    /// Gives the lock back; the file stays, so that nobody locks one that is being removed.
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
