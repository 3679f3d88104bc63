package dev.upkeep.netlink.process;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.ProcessCalls;
import dev.upkeep.netlink.libc.SystemCalls;
import java.lang.ref.Reference;

/// Network namespaces by name, as `ip netns` keeps them (`ip-netns(8)`, `setns(2)`).
public final class NetworkNamespace {

    private static final String FOLDER = "/run/netns/";

    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x4000_0000;

    private NetworkNamespace() {}

    /// Takes the calling thread there; threads that it starts from now on and a program that it
    /// executes follow, threads that run already do not.
    ///
    /// @throws KernelException ENOENT when there is no such namespace, EPERM without CAP_SYS_ADMIN
    public static void enter(String name) throws KernelException {
        enterFile(FOLDER + name, name);
    }

    /// Runs an action in the network namespace of process 1 and comes back; sockets that it opens
    /// stay there. For what the kernel offers in the first namespace only.
    ///
    /// @throws KernelException EPERM without CAP_SYS_ADMIN, or where process 1 is not ours to see
    public static void inFirst(Action action) throws KernelException {
        int back = openNamespace("/proc/thread-self/ns/net");
        try {
            enterFile("/proc/1/ns/net", "of process 1");
            try {
                action.run();
            } finally {
                enter(back, "of this process");
            }
        } finally {
            SystemCalls.close(back);
        }
    }

    /// Work that is done in another namespace.
    public interface Action {
        /// Runs on the calling thread.
        void run() throws KernelException;
    }

    private static void enterFile(String path, String name) throws KernelException {
        int fd = openNamespace(path);
        try {
            enter(fd, name);
        } finally {
            SystemCalls.close(fd);
        }
    }

    private static int openNamespace(String path) throws KernelException {
        NativeMemory text = NativeMemory.cString(path);
        try {
            return ProcessCalls.check(
                    ProcessCalls.LIBC.open(text.address(), O_RDONLY_CLOEXEC),
                    "open network namespace " + path);
        } finally {
            Reference.reachabilityFence(text);
        }
    }

    private static void enter(int fd, String name) throws KernelException {
        ProcessCalls.check(
                ProcessCalls.LIBC.setns(fd, CLONE_NEWNET), "enter network namespace " + name);
    }
}
