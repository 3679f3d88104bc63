package dev.upkeep.app.hooks;

import dev.upkeep.config.model.NotifyFifos;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Command;
import dev.upkeep.netlink.socket.NamedPipes;
import dev.upkeep.netlink.socket.PipeWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A FIFO that receives one line per event, in one write. Lines wait in the pipe (64 KiB) while
/// nobody reads; when it is full, lines are lost, as with keepalived, and counted.
final class Fifo implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Fifo.class);

    private static final int MODE = 0644;

    private final Path path;
    private final boolean created;
    private final PipeWriter pipe;

    /// Lines lost since the last one that was written. Guarded by this.
    private long lost;

    private Fifo(Path path, boolean created, PipeWriter pipe) {
        this.path = path;
        this.created = created;
        this.pipe = pipe;
    }

    /// Makes the FIFO where there is none, and opens it.
    ///
    /// @param owner of a FIFO that is made; null for the user of the daemon
    /// @throws IOException when there is something else of that name
    static Fifo open(NotifyFifos.Fifo configured, Command.@Nullable User owner) throws IOException {
        Path path = Path.of(configured.path());
        boolean created = create(path, owner);
        try {
            return new Fifo(path, created, NamedPipes.open(configured.path()));
        } catch (KernelException e) {
            if (created) {
                Files.deleteIfExists(path);
            }
            throw e;
        }
    }

    private static boolean create(Path path, Command.@Nullable User owner) throws IOException {
        try {
            NamedPipes.create(path.toString(), MODE);
        } catch (KernelException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
            if (!isFifo(path)) {
                throw new IOException("it exists and is not a FIFO", e);
            }
            return false;
        }
        if (owner != null) {
            Files.setAttribute(path, "unix:uid", owner.uid());
            Files.setAttribute(path, "unix:gid", owner.gid());
        }
        return true;
    }

    private static boolean isFifo(Path path) throws IOException {
        return Files.exists(path)
                && Files.getAttribute(path, "unix:mode") instanceof Integer mode
                && (mode & 0170000) == 0010000; // S_IFMT, S_IFIFO
    }

    /// Writes a line. Any thread; never blocks. The first of several lost lines is logged, and
    /// their number when there is room again.
    synchronized void write(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (bytes.length > PipeWriter.MOST_BYTES) {
            log.warn("FIFO {}: a line of {} bytes is too long, lost", path, bytes.length);
            return;
        }
        try {
            if (!pipe.write(bytes)) {
                lose(line);
            } else if (lost > 0) {
                log.warn("FIFO {} has room again, {} lines were lost", path, lost);
                lost = 0;
            }
        } catch (KernelException e) {
            log.warn("FIFO {}: {} (lost: {})", path, e.getMessage(), line);
        }
    }

    private void lose(String line) {
        if (lost++ == 0) {
            log.warn("FIFO {} is full, nobody reads it. Lost: {}", path, line);
        }
    }

    /// Closes it, so that readers see its end, and removes it if this made it.
    @Override
    public synchronized void close() throws IOException {
        if (lost > 0) {
            log.warn("FIFO {} is closed, {} lines were lost", path, lost);
            lost = 0;
        }
        pipe.close();
        if (created) {
            Files.deleteIfExists(path);
        }
    }
}
