package dev.upkeep.netlink.libc;

import java.lang.ref.Reference;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/// Every system call of the loop and of the sockets goes through here: errno is read in the
/// statement after the call (JNR keeps it per thread), an interrupted call is repeated right here,
/// and a failure comes back as the negated errno, so that a full or an empty socket costs no
/// exception.
public final class SystemCalls {

    private static final Libc STUB = LibraryLoader.create(Libc.class).load("c");
    private static final Runtime RUNTIME = Runtime.getRuntime(STUB);
    public static final Libc LIBC = new DirectLibc(STUB);

    private SystemCalls() {}

    /// Errno of the last failed call of this thread.
    public static int errno() {
        return RUNTIME.getLastError();
    }

    /// Turns a negated errno into the exception of the boundary and passes anything else on.
    public static int check(int result, String operation) throws KernelException {
        if (result < 0) {
            throw failure(-result, operation);
        }
        return result;
    }

    /// Does the same for calls that are made thousands of times a second: the text is made only
    /// when it is needed.
    ///
    /// @param object what the operation was done to
    public static int check(int result, String operation, Object object) throws KernelException {
        if (result < 0) {
            throw failure(-result, operation + " " + object);
        }
        return result;
    }

    public static KernelException failure(int errno, String operation) {
        return new KernelException(operation, errno, Errno.text(errno));
    }

    public static int socket(int domain, int type, int protocol) {
        int fd = LIBC.socket(domain, type, protocol);
        return fd < 0 ? -errno() : fd;
    }

    public static int bind(int fd, NativeMemory address, int length) {
        int errno;
        try {
            errno = LIBC.bind(fd, address.address(), length) < 0 ? errno() : 0;
        } finally {
            Reference.reachabilityFence(address);
        }
        return -errno;
    }

    /// Not repeated after EINTR: the kernel goes on connecting, as after EINPROGRESS.
    public static int connect(int fd, NativeMemory address, int length) {
        int errno;
        try {
            errno = LIBC.connect(fd, address.address(), length) < 0 ? errno() : 0;
        } finally {
            Reference.reachabilityFence(address);
        }
        return errno == Errno.EINTR ? -Errno.EINPROGRESS : -errno;
    }

    /// Fills `address` with the local name of a socket.
    public static int localName(int fd, NativeMemory address, int room) {
        int lengthAt = address.size() - Integer.BYTES;
        address.buffer().putInt(lengthAt, room);
        int result = LIBC.getsockname(fd, address.address(), address.address() + lengthAt);
        return result < 0 ? -errno() : 0;
    }

    public static int setOption(int fd, int level, int name, int value) {
        NativeMemory memory = NativeMemory.scratch();
        memory.buffer().putInt(0, value);
        return setOption(fd, level, name, memory, Integer.BYTES);
    }

    public static int setOption(int fd, int level, int name, NativeMemory value, int length) {
        try {
            return LIBC.setsockopt(fd, level, name, value.address(), length) < 0 ? -errno() : 0;
        } finally {
            Reference.reachabilityFence(value);
        }
    }

    /// Returns the value of an integer option that is never negative, or the negated errno.
    public static int option(int fd, int level, int name) {
        NativeMemory memory = NativeMemory.scratch();
        memory.buffer().putInt(0, 0).putInt(8, Integer.BYTES);
        long base = memory.address();
        int result = LIBC.getsockopt(fd, level, name, base, base + Long.BYTES);
        return result < 0 ? -errno() : memory.buffer().getInt(0);
    }

    /// `ioctl` with the start of `memory` for its argument: 0 or more, or the negated errno.
    public static int control(int fd, long request, NativeMemory memory) {
        try {
            int result = LIBC.ioctl(fd, request, memory.address());
            return result < 0 ? -errno() : result;
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /// Sends the start of `memory` to the peer of the socket. Like [#receive] and [#sendMessage]
    /// without a lambda: they run for every attempt of a check and for every advert.
    public static int send(int fd, NativeMemory memory, int length) {
        try {
            while (true) {
                long sent = LIBC.send(fd, memory.address(), length, Constants.MSG_NOSIGNAL);
                int errno = sent < 0 ? errno() : 0;
                if (errno != Errno.EINTR) {
                    return sent < 0 ? -errno : (int) sent;
                }
            }
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /// Sends what a `struct msghdr` that stands at `headerAt` describes.
    public static int sendMessage(int fd, NativeMemory memory, int headerAt) {
        try {
            while (true) {
                long sent = LIBC.sendmsg(fd, memory.address() + headerAt, Constants.MSG_NOSIGNAL);
                int errno = sent < 0 ? errno() : 0;
                if (errno != Errno.EINTR) {
                    return sent < 0 ? -errno : (int) sent;
                }
            }
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /// Receives at most `length` bytes to the start of `memory`.
    public static int receive(int fd, NativeMemory memory, int length, int flags) {
        try {
            while (true) {
                long got = LIBC.recv(fd, memory.address(), length, flags);
                int errno = got < 0 ? errno() : 0;
                if (errno != Errno.EINTR) {
                    return got < 0 ? -errno : (int) got;
                }
            }
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /// Receives with a `struct msghdr` that stands at `headerAt`.
    public static int receiveMessage(int fd, NativeMemory memory, int headerAt, int flags) {
        return repeated(memory, base -> LIBC.recvmsg(fd, base + headerAt, flags));
    }

    /// Receives as many datagrams as there are, `count` at most, with the `struct mmsghdr`s that
    /// stand at `headersAt`.
    public static int receiveMessages(int fd, NativeMemory memory, int headersAt, int count) {
        return repeated(memory, base -> LIBC.recvmmsg(fd, base + headersAt, count, 0, 0));
    }

    public static int read(int fd, NativeMemory memory, int length) {
        return repeated(memory, base -> LIBC.read(fd, base, length));
    }

    public static int write(int fd, NativeMemory memory, int length) {
        return repeated(memory, base -> LIBC.write(fd, base, length));
    }

    /// A call that transfers bytes from or to memory at an address.
    private interface Transfer {
        long call(long base);
    }

    private static int repeated(NativeMemory memory, Transfer transfer) {
        try {
            while (true) {
                long transferred = transfer.call(memory.address());
                if (transferred >= 0) {
                    return (int) transferred;
                }
                int errno = errno();
                if (errno != Errno.EINTR) {
                    return -errno;
                }
            }
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /// Never repeated: Linux has closed the descriptor even when it reports EINTR, and no other
    /// error leaves it open, so there is nothing to decide on.
    public static void close(int fd) {
        int ignored = LIBC.close(fd);
    }
}
