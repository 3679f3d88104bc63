package dev.upkeep.netlink.socket;

import dev.upkeep.netlink.libc.FileCalls;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.SystemCalls;
import java.lang.ref.Reference;

/// FIFOs (`fifo(7)`) and the mask of permissions that new files do not get.
public final class NamedPipes {

    // fcntl.h
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;

    private NamedPipes() {}

    /// Makes a FIFO.
    ///
    /// @param mode permission bits, less those of the process's umask
    /// @throws KernelException EEXIST when there is something of that name
    public static void create(String path, int mode) throws KernelException {
        NativeMemory text = NativeMemory.cString(path);
        try {
            if (FileCalls.LIBC.mkfifo(text.address(), mode) < 0) {
                throw SystemCalls.failure(SystemCalls.errno(), "make FIFO " + path);
            }
        } finally {
            Reference.reachabilityFence(text);
        }
    }

    /// Opens a FIFO for writing. It is opened for reading too, so that lines wait in it while
    /// nobody reads.
    ///
    /// @throws KernelException ENOENT, EACCES and the like
    public static PipeWriter open(String path) throws KernelException {
        NativeMemory text = NativeMemory.cString(path);
        try {
            int fd = FileCalls.LIBC.open(text.address(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
            if (fd < 0) {
                throw SystemCalls.failure(SystemCalls.errno(), "open FIFO " + path);
            }
            return new PipeWriter(fd, path);
        } finally {
            Reference.reachabilityFence(text);
        }
    }

    /// Sets the umask of the process.
    ///
    /// @return the old one
    public static int umask(int mask) {
        return FileCalls.LIBC.umask(mask);
    }
}
