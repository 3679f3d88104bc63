package dev.upkeep.netlink.libc;

import java.io.IOException;

/// The kernel refused an operation, or a system call failed.
public final class KernelException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int errno;
    private final String text;

    /// Takes the operation that failed, in words.
    ///
    /// @param operation what was asked, with its object: `add address 10.0.0.1/32 on eth0`
    /// @param errno positive, as in `errno.h`; 0 when there is none
    /// @param text the kernel's extended acknowledgement or the name of the error
    public KernelException(String operation, int errno, String text) {
        super(operation + ": " + text + (errno == 0 ? "" : " (errno " + errno + ")"));
        this.operation = operation;
        this.errno = errno;
        this.text = text;
    }

    /// Converts EPERM of an operation to a failure that names the missing capability; other
    /// failures stay as they are.
    ///
    /// @param operation as of the constructor
    /// @param capability `CAP_NET_ADMIN`, for instance
    public KernelException naming(String operation, String capability) {
        return errno == Errno.EPERM
                ? new KernelException(
                        operation,
                        errno,
                        "missing capability " + capability + ": " + Errno.text(errno))
                : this;
    }

    /// Returns the operation that was refused, in words.
    public String operation() {
        return operation;
    }

    /// Positive errno, 0 when there is none.
    public int errno() {
        return errno;
    }

    /// Returns the kernel's own text, or what the errno means.
    public String text() {
        return text;
    }
}
