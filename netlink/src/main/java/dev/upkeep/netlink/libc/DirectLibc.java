package dev.upkeep.netlink.libc;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;

/// The system calls that are made thousands of times a second, or by the first advert that is
/// received (JNR binds a function when it is called first, for 4 ms of a slow processor), called
/// through jffi, the engine of jnr-ffi, directly: no boxing, no array of arguments and no code
/// generated at start. All others go through the stub that jnr-ffi makes.
final class DirectLibc implements Libc {

    private static final Library C = Library.getCachedInstance("libc.so.6", Library.LAZY);
    private static final Invoker INVOKER = Invoker.getInstance();
    private static final Type INT = Type.SINT32;
    private static final Type LONG = Type.SINT64;

    private static final Function SOCKET = Function.of("socket", INT, INT, INT, INT);
    private static final Function CONNECT = Function.of("connect", INT, INT, LONG, INT);
    private static final Function SEND = Function.of("send", LONG, INT, LONG, LONG, INT);
    private static final Function RECV = Function.of("recv", LONG, INT, LONG, LONG, INT);
    private static final Function SENDMSG = Function.of("sendmsg", LONG, INT, LONG, INT);
    private static final Function RECVMSG = Function.of("recvmsg", LONG, INT, LONG, INT);
    private static final Function RECVMMSG =
            Function.of("recvmmsg", INT, INT, LONG, INT, INT, LONG);
    private static final Function READ = Function.of("read", LONG, INT, LONG, LONG);
    private static final Function WRITE = Function.of("write", LONG, INT, LONG, LONG);
    private static final Function CLOSE = Function.of("close", INT, INT);
    private static final Function EPOLL_CTL = Function.of("epoll_ctl", INT, INT, INT, INT, LONG);
    private static final Function EPOLL_WAIT = Function.of("epoll_wait", INT, INT, LONG, INT, INT);
    private static final Function SETSOCKOPT =
            Function.of("setsockopt", INT, INT, INT, INT, LONG, INT);
    private static final Function TIMERFD_SETTIME =
            Function.of("timerfd_settime", INT, INT, INT, LONG, LONG);

    private final Libc stub;

    DirectLibc(Libc stub) {
        this.stub = stub;
    }

    /// A function of the C library; errno is kept after each call.
    private record Function(CallContext context, long address) {
        static Function of(String name, Type result, Type... parameters) {
            return new Function(
                    CallContext.getCallContext(result, parameters, CallingConvention.DEFAULT, true),
                    C.getSymbolAddress(name));
        }
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return INVOKER.invokeI3(SOCKET.context, SOCKET.address, domain, type, protocol);
    }

    @Override
    public int connect(int fd, long address, int length) {
        return (int) INVOKER.invokeN3(CONNECT.context, CONNECT.address, fd, address, length);
    }

    @Override
    public long send(int fd, long buffer, long length, int flags) {
        return INVOKER.invokeN4(SEND.context, SEND.address, fd, buffer, length, flags);
    }

    @Override
    public long recv(int fd, long buffer, long length, int flags) {
        return INVOKER.invokeN4(RECV.context, RECV.address, fd, buffer, length, flags);
    }

    @Override
    public long read(int fd, long buffer, long length) {
        return INVOKER.invokeN3(READ.context, READ.address, fd, buffer, length);
    }

    @Override
    public long write(int fd, long buffer, long length) {
        return INVOKER.invokeN3(WRITE.context, WRITE.address, fd, buffer, length);
    }

    @Override
    public int close(int fd) {
        return INVOKER.invokeI1(CLOSE.context, CLOSE.address, fd);
    }

    @Override
    public int epoll_ctl(int epoll, int operation, int fd, long event) {
        return (int)
                INVOKER.invokeN4(EPOLL_CTL.context, EPOLL_CTL.address, epoll, operation, fd, event);
    }

    @Override
    public int epoll_wait(int epoll, long events, int count, int timeoutMs) {
        return (int)
                INVOKER.invokeN4(
                        EPOLL_WAIT.context, EPOLL_WAIT.address, epoll, events, count, timeoutMs);
    }

    @Override
    public int timerfd_settime(int fd, int flags, long newValue, long oldValue) {
        return (int)
                INVOKER.invokeN4(
                        TIMERFD_SETTIME.context,
                        TIMERFD_SETTIME.address,
                        fd,
                        flags,
                        newValue,
                        oldValue);
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        return stub.ioctl(fd, request, argument);
    }

    @Override
    public int bind(int fd, long address, int length) {
        return stub.bind(fd, address, length);
    }

    @Override
    public int getsockname(int fd, long address, long lengthAddress) {
        return stub.getsockname(fd, address, lengthAddress);
    }

    @Override
    public int setsockopt(int fd, int level, int name, long value, int length) {
        return (int)
                INVOKER.invokeN5(
                        SETSOCKOPT.context, SETSOCKOPT.address, fd, level, name, value, length);
    }

    @Override
    public int getsockopt(int fd, int level, int name, long value, long lengthAddress) {
        return stub.getsockopt(fd, level, name, value, lengthAddress);
    }

    @Override
    public long sendmsg(int fd, long header, int flags) {
        return INVOKER.invokeN3(SENDMSG.context, SENDMSG.address, fd, header, flags);
    }

    @Override
    public long recvmsg(int fd, long header, int flags) {
        return INVOKER.invokeN3(RECVMSG.context, RECVMSG.address, fd, header, flags);
    }

    @Override
    public int recvmmsg(int fd, long headers, int count, int flags, long timeout) {
        return (int)
                INVOKER.invokeN5(
                        RECVMMSG.context, RECVMMSG.address, fd, headers, count, flags, timeout);
    }

    @Override
    public int epoll_create1(int flags) {
        return stub.epoll_create1(flags);
    }

    @Override
    public int timerfd_create(int clock, int flags) {
        return stub.timerfd_create(clock, flags);
    }

    @Override
    public int eventfd(int initial, int flags) {
        return stub.eventfd(initial, flags);
    }
}
