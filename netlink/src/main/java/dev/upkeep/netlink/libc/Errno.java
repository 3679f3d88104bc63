package dev.upkeep.netlink.libc;

/// Numbers of `asm-generic/errno.h` that decisions are made on (the same on x86-64 and aarch64),
/// and the text of all others.
public final class Errno {

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int ENOEXEC = 8;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int ENOTDIR = 20;
    public static final int EBUSY = 16;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;
    public static final int EPIPE = 32;
    public static final int ERANGE = 34;
    public static final int ENOSYS = 38;
    public static final int EMSGSIZE = 90;
    public static final int EOPNOTSUPP = 95;
    public static final int EADDRINUSE = 98;
    public static final int EADDRNOTAVAIL = 99;
    public static final int ENETDOWN = 100;
    public static final int ENETUNREACH = 101;
    public static final int ECONNRESET = 104;
    public static final int ENOBUFS = 105;
    public static final int ETIMEDOUT = 110;
    public static final int ECONNREFUSED = 111;
    public static final int EHOSTUNREACH = 113;
    public static final int EALREADY = 114;
    public static final int EINPROGRESS = 115;

    private Errno() {}

    /// Returns whether an error says that this machine has too little of something (descriptors,
    /// memory, processes) for now, and nothing about what was asked for.
    public static boolean isShortage(int errno) {
        return switch (errno) {
            case EMFILE, ENFILE, ENOMEM, EAGAIN, ENOBUFS -> true;
            default -> false;
        };
    }

    /// Name and meaning as the C library words it: `ENOENT, No such file or directory`.
    public static String text(int errno) {
        jnr.constants.platform.Errno known = jnr.constants.platform.Errno.valueOf(errno);
        return known.name().startsWith("__")
                ? "unknown error " + errno
                : known.name() + ", " + known.description();
    }
}
