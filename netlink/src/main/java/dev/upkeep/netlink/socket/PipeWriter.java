package dev.upkeep.netlink.socket;

import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.SystemCalls;

/// The writing end of a FIFO. Any thread; never blocks.
public final class PipeWriter implements AutoCloseable {

    /// `PIPE_BUF` of limits.h: no other writer gets in between so many bytes, and they are written
    /// all or not at all.
    public static final int MOST_BYTES = 4096;

    private final String path;
    private final NativeMemory memory = new NativeMemory(MOST_BYTES);
    private int fd;

    public PipeWriter(int fd, String path) {
        this.fd = fd;
        this.path = path;
    }

    /// Writes all bytes or none.
    ///
    /// @param bytes at most [#MOST_BYTES]
    /// @return false when the pipe is full, or closed meanwhile
    /// @throws KernelException for any other reason
    public synchronized boolean write(byte[] bytes) throws KernelException {
        if (fd < 0) {
            return false;
        }
        memory.buffer().put(0, bytes);
        int written = SystemCalls.write(fd, memory, bytes.length);
        if (written == -Errno.EAGAIN) {
            return false;
        }
        SystemCalls.check(written, "write to FIFO " + path);
        return true;
    }

    @Override
    public synchronized void close() {
        if (fd >= 0) {
            SystemCalls.close(fd);
            fd = -1;
        }
    }
}
