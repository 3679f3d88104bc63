package dev.upkeep.netlink.process;

import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.SystemCalls;
import java.util.ArrayDeque;
import java.util.Deque;

/// File descriptors that this process may still open (`ulimit -n`, `fs.file-max`). Any thread.
public final class FreeDescriptors {

    private FreeDescriptors() {}

    /// Looks whether there are some, for work that would draw wrong conclusions from files that it
    /// cannot open. They may be gone when they are needed.
    ///
    /// @param work that needs them, for the message
    /// @throws KernelException EMFILE, ENFILE or ENOMEM when there are fewer
    public static void require(int count, String work) throws KernelException {
        Deque<Integer> opened = new ArrayDeque<>();
        try {
            while (opened.size() < count) {
                int fd = SystemCalls.LIBC.eventfd(0, Constants.EFD_NONBLOCK_CLOEXEC);
                if (fd < 0) {
                    throw SystemCalls.failure(
                            SystemCalls.errno(),
                            "%s needs %d file descriptors, %d are free"
                                    .formatted(work, count, opened.size()));
                }
                opened.add(fd);
            }
        } finally {
            opened.forEach(SystemCalls::close);
        }
    }
}
