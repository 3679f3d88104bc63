package dev.upkeep.netlink.process;

import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;

/// Threads that are made while the daemon runs, when there may be none: what limits processes
/// (`ulimit -u`, a control group) limits threads as well. Java reports that as an OutOfMemoryError,
/// which it is not, and which would end the thread that asked. Any thread.
public final class Threads {

    private Threads() {}

    /// Starts a thread.
    ///
    /// @throws KernelException EAGAIN, as of pthread_create(3), when none can be made
    public static void start(Thread unstarted) throws KernelException {
        try {
            unstarted.start();
        } catch (OutOfMemoryError none) {
            throw new KernelException(
                    "make a thread",
                    Errno.EAGAIN,
                    "no more processes are allowed, or memory is short");
        }
    }

    /// Runs a short task on a virtual thread; where none can be made, at once on the calling one.
    /// Serves as an Executor of tasks that may not keep a loop from its work, unless nothing else
    /// is left.
    public static void runAside(Runnable task) {
        try {
            Thread.startVirtualThread(task);
        } catch (OutOfMemoryError none) { // nothing is lost but the caller's time
            task.run();
        }
    }
}
