package dev.upkeep.netlink.libc;

/// The system calls of sockets and of the loop, as the C library names them. Only numbers cross the
/// border: addresses of memory are `long`, which JNR binds without converters. Public because JNR
/// implements it from a class loader of its own; use [SystemCalls], which reads errno in time.
///
/// No function may have more than five parameters: the machine code that jnr-ffi 2.3.4 makes on
/// x86-64 passes rubbish as the sixth (seen on JDK 25 with `snprintf`; not with
/// `-Djnr.ffi.x86asm.enabled=false`). Hence `sendmsg` and not `sendto`.
@SuppressWarnings({"checkstyle:MethodName", "MemberName"}) // the names of the C library
public interface Libc {

    int socket(int domain, int type, int protocol);

    int bind(int fd, long address, int length);

    int connect(int fd, long address, int length);

    int getsockname(int fd, long address, long lengthAddress);

    int setsockopt(int fd, int level, int name, long value, int length);

    int getsockopt(int fd, int level, int name, long value, long lengthAddress);

    long send(int fd, long buffer, long length, int flags);

    long sendmsg(int fd, long header, int flags);

    long recv(int fd, long buffer, long length, int flags);

    long recvmsg(int fd, long header, int flags);

    int recvmmsg(int fd, long headers, int count, int flags, long timeout);

    long read(int fd, long buffer, long length);

    long write(int fd, long buffer, long length);

    int close(int fd);

    int ioctl(int fd, long request, long argument);

    int epoll_create1(int flags);

    int epoll_ctl(int epoll, int operation, int fd, long event);

    int epoll_wait(int epoll, long events, int count, int timeoutMs);

    int timerfd_create(int clock, int flags);

    int timerfd_settime(int fd, int flags, long newValue, long oldValue);

    int eventfd(int initial, int flags);
}
