package dev.upkeep.netlink.process;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.ProcessCalls;
import dev.upkeep.netlink.libc.SystemCalls;
import java.io.IOException;
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
    /// @param name empty for the namespace of process 1
    /// @throws KernelException ENOENT when there is no such namespace, EPERM without CAP_SYS_ADMIN,
    ///   or where process 1 is not ours to see
    public static void enter(String name) throws KernelException {
        int fd = openNamespace(name.isEmpty() ? "/proc/1/ns/net" : FOLDER + name);
        try {
            enter(fd, name.isEmpty() ? "of process 1" : name);
        } finally {
            SystemCalls.close(fd);
        }
    }

    /// Runs an action in a network namespace and comes back; sockets that it opens stay there.
    ///
    /// @param name empty for the namespace of process 1
    /// @throws KernelException as for [#enter]
    public static <T, E extends IOException> T in(String name, Action<T, E> action)
            throws KernelException, E {
        int back = openNamespace("/proc/thread-self/ns/net");
        try {
            enter(name);
            try {
                return action.run();
            } finally {
                enter(back, "of this process");
            }
        } finally {
            SystemCalls.close(back);
        }
    }

    /// Work that is done in another namespace.
    ///
    /// @param <T> its result
    /// @param <E> how it fails
    public interface Action<T, E extends IOException> {
        /// Runs on the calling thread.
        T run() throws E;
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
