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
        String path = FOLDER + name;
        NativeMemory text = NativeMemory.cString(path);
        int fd;
        try {
            fd =
                    ProcessCalls.check(
                            ProcessCalls.LIBC.open(text.address(), O_RDONLY_CLOEXEC),
                            "open network namespace " + path);
        } finally {
            Reference.reachabilityFence(text);
        }
        try {
            ProcessCalls.check(
                    ProcessCalls.LIBC.setns(fd, CLONE_NEWNET), "enter network namespace " + name);
        } finally {
            SystemCalls.close(fd);
        }
    }
}
