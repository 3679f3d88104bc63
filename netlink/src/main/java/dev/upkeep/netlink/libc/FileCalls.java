package dev.upkeep.netlink.libc;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/// The binding of [FileLibc], loaded with its first use.
public final class FileCalls {

    public static final FileLibc LIBC = LibraryLoader.create(FileLibc.class).load("c");

    private static final Runtime RUNTIME = Runtime.getRuntime(LIBC);

    private FileCalls() {}

    /// Errno of the last failed call of this thread.
    public static int errno() {
        return RUNTIME.getLastError();
    }

    /// Passes the result of a call on that sets errno.
    public static int check(int result, String operation) throws KernelException {
        if (result < 0) {
            throw SystemCalls.failure(RUNTIME.getLastError(), operation);
        }
        return result;
    }
}
