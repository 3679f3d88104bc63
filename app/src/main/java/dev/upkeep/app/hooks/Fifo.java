package dev.upkeep.app.hooks;

import dev.upkeep.config.model.NotifyFifos;
import dev.upkeep.netlink.io.Command;
import dev.upkeep.netlink.io.KernelException;
import dev.upkeep.netlink.io.NamedPipes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A FIFO that receives one line per event. Opened for reading and writing, so that lines wait in
/// the pipe while no reader is there; when the pipe and our queue are full, lines are lost.
final class Fifo {

    private static final Logger log = LoggerFactory.getLogger(Fifo.class);

    private static final int MODE = 0644;
    private static final int CAPACITY = 4096;

    private final Path path;
    private final boolean created;
    private final FileChannel channel;
    private final SerialQueue queue;

    private Fifo(Path path, boolean created, FileChannel channel) {
        this.path = path;
        this.created = created;
        this.channel = channel;
        queue = new SerialQueue("FIFO " + path, CAPACITY);
    }

    /// Makes the FIFO where there is none, and opens it.
    ///
    /// @param owner null for the user of the daemon
    /// @throws IOException when there is something else of that name
    static Fifo open(NotifyFifos.Fifo wanted, Command.@Nullable User owner) throws IOException {
        Path path = Path.of(wanted.path());
        boolean created = false;
        try {
            NamedPipes.create(wanted.path(), MODE);
            created = true;
            if (owner != null) {
                Files.setAttribute(path, "unix:uid", owner.uid());
                Files.setAttribute(path, "unix:gid", owner.gid());
            }
        } catch (KernelException e) {
            if (!isFifo(path)) {
                throw e;
            }
        }
        return new Fifo(
                path,
                created,
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    private static boolean isFifo(Path path) throws IOException {
        return Files.exists(path)
                && Files.getAttribute(path, "unix:mode") instanceof Integer mode
                && (mode & 0170000) == 0010000; // S_IFMT, S_IFIFO
    }

    /// Queues a line. Any thread; never blocks.
    void write(String line) {
        if (!queue.add(() -> put(line))) {
            log.warn("FIFO {} is full, lost: {}", path, line);
        }
    }

    private void put(String line) {
        try {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            log.warn("FIFO {}: {} (lost: {})", path, e.getMessage(), line);
        }
    }

    /// Writes what is queued, waiting a moment at most, and removes the FIFO if this made it.
    void close() throws IOException {
        queue.finish(Duration.ofMillis(100));
        channel.close();
        if (created) {
            Files.deleteIfExists(path);
        }
    }
}
