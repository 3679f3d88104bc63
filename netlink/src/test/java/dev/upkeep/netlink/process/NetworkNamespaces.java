package dev.upkeep.netlink.process;

import static org.junit.jupiter.api.Assumptions.abort;

import jnr.ffi.LibraryLoader;

/// Takes the thread of a test out of the network namespace of the machine.
public final class NetworkNamespaces {

    private static final int CLONE_NEWNET = 0x40000000; // linux/sched.h

    /// The one call; public because JNR implements it from a class loader of its own.
    public interface Unshare {
        int unshare(int flags);
    }

    private static final Unshare LIBRARY = LibraryLoader.create(Unshare.class).load("c");

    private NetworkNamespaces() {}

    /// Puts the calling thread into a new namespace, or aborts the test where that is not allowed.
    public static void leave() {
        if (LIBRARY.unshare(CLONE_NEWNET) != 0) {
            abort("no network namespace of its own (needs CAP_SYS_ADMIN)");
        }
    }
}
