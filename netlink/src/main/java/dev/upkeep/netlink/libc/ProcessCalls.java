package dev.upkeep.netlink.libc;

import static dev.upkeep.netlink.libc.SystemCalls.failure;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/// The binding of [ProcessLibc], loaded with its first use.
public final class ProcessCalls {

    public static final ProcessLibc LIBC = LibraryLoader.create(ProcessLibc.class).load("c");
    private static final Runtime RUNTIME = Runtime.getRuntime(LIBC);

    private ProcessCalls() {}

    /// `posix_spawnp`, with numbers alone as in [ProcessLibc] but through the layer below JNR,
    /// which has no trouble with six of them.
    ///
    /// @return errno, 0 when the program was started
    public static int spawn(
            long pidAddress, long file, long actions, long attributes, long argv, long envp) {
        return (int)
                Invoker.getInstance()
                        .invokeN6(
                                Spawn.CONTEXT,
                                Spawn.ADDRESS,
                                pidAddress,
                                file,
                                actions,
                                attributes,
                                argv,
                                envp);
    }

    /// The address of the function, found with its first use.
    private static final class Spawn {
        private static final Library LIBRARY = Library.getCachedInstance("libc.so.6", Library.LAZY);
        private static final long ADDRESS = LIBRARY.getSymbolAddress("posix_spawnp");
        private static final CallContext CONTEXT =
                CallContext.getCallContext(
                        Type.SINT,
                        new Type[] {
                            Type.POINTER,
                            Type.POINTER,
                            Type.POINTER,
                            Type.POINTER,
                            Type.POINTER,
                            Type.POINTER
                        },
                        CallingConvention.DEFAULT,
                        false);
    }

    /// Errno of the last failed call of this thread.
    public static int errno() {
        return RUNTIME.getLastError();
    }

    /// Passes the result of a call on that sets errno.
    public static int check(int result, String operation) throws KernelException {
        if (result < 0) {
            throw failure(RUNTIME.getLastError(), operation);
        }
        return result;
    }

    /// Passes the result of a call on that sets errno.
    public static long check(long result, String operation) throws KernelException {
        if (result < 0) {
            throw failure(RUNTIME.getLastError(), operation);
        }
        return result;
    }

    /// Checks a call that returns its errno, as the `posix_spawn` family does.
    public static void checkReturned(int errno, String operation) throws KernelException {
        if (errno != 0) {
            throw failure(errno, operation);
        }
    }
}
