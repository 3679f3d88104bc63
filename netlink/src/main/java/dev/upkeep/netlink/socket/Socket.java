package dev.upkeep.netlink.socket;

import static dev.upkeep.netlink.libc.SystemCalls.check;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.Sockaddr;
import dev.upkeep.netlink.libc.SystemCalls;
import java.nio.ByteBuffer;

/// The base of all sockets: a non-blocking descriptor that does not outlive an exec, closed once.
/// Belongs to the thread that opened it.
public abstract class Socket implements AutoCloseable {

    private final Object name;
    private final int fd;
    private boolean closed;

    /// @param name its text is asked for by errors alone
    Socket(Object name, int domain, int type, int protocol) throws KernelException {
        this.name = name;
        this.fd =
                check(
                        SystemCalls.socket(domain, type | Constants.SOCK_CLOEXEC, protocol),
                        "open",
                        name);
    }

    /// Returns the descriptor, to be watched on a loop; the watch has to be closed before the
    /// socket.
    public final int fd() {
        return fd;
    }

    /// Returns the name of this socket in errors.
    final String name() {
        return name.toString();
    }

    /// `SO_MARK`, unsigned 32 bits.
    public final void mark(int mark) throws KernelException {
        option(Constants.SOL_SOCKET, Constants.SO_MARK, mark, "mark");
    }

    /// `SO_BINDTODEVICE`: only packets of this interface.
    public final void bindToDevice(String device) throws KernelException {
        NativeMemory text = NativeMemory.cString(device);
        check(
                SystemCalls.setOption(
                        fd, Constants.SOL_SOCKET, Constants.SO_BINDTODEVICE, text, text.size()),
                "bind " + name + " to device " + device);
    }

    /// Binds to a local address.
    ///
    /// @param scope interface index of a link-local IPv6 address, else 0
    public final void bind(Endpoint source, int scope) throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        int length = Sockaddr.put(memory.buffer(), 0, source, scope);
        check(SystemCalls.bind(fd, memory, length), "bind " + name + " to " + source);
    }

    /// Lets [#bind] take an address that this host does not have yet: one that duplicate address
    /// detection is not through with, for instance.
    final void freeBind(Family family) throws KernelException {
        option(family, Constants.IP_FREEBIND, Constants.IPV6_FREEBIND, 1, "free bind");
    }

    /// `SO_ATTACH_FILTER`: the kernel drops what the filter does not take; it replaces the one
    /// before. The packet begins with the UDP header in the filter of a UDP socket, with the IP
    /// header in that of a raw IPv4 socket, and behind it in that of a raw IPv6 socket.
    public final void filter(SocketFilter filter) throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        ByteBuffer buffer = memory.buffer();
        int program = 16; // behind struct sock_fprog
        int at = program;
        for (SocketFilter.Instruction instruction : filter.instructions()) {
            buffer.putShort(at, (short) instruction.code())
                    .put(at + 2, (byte) instruction.jumpTrue())
                    .put(at + 3, (byte) instruction.jumpFalse())
                    .putInt(at + 4, instruction.operand());
            at += 8;
        }
        buffer.putLong(0, 0)
                .putShort(0, (short) filter.instructions().size())
                .putLong(8, memory.address() + program);
        check(
                SystemCalls.setOption(
                        fd, Constants.SOL_SOCKET, Constants.SO_ATTACH_FILTER, memory, program),
                "attach a filter to " + name);
    }

    /// Joins a multicast group on an interface, and takes only groups joined by this socket.
    final void join(Family family, IpAddress group, int interfaceIndex) throws KernelException {
        onlyJoinedGroups(family);
        membership(
                family,
                group,
                interfaceIndex,
                Constants.IP_ADD_MEMBERSHIP,
                Constants.IPV6_JOIN_GROUP);
    }

    /// Leaves a multicast group.
    final void leave(Family family, IpAddress group, int interfaceIndex) throws KernelException {
        membership(
                family,
                group,
                interfaceIndex,
                Constants.IP_DROP_MEMBERSHIP,
                Constants.IPV6_LEAVE_GROUP);
    }

    private void membership(
            Family family, IpAddress group, int interfaceIndex, int option4, int option6)
            throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        ByteBuffer buffer = memory.buffer();
        int result =
                switch (family) {
                    case INET -> { // struct ip_mreqn: group, local address, interface
                        buffer.put(0, group.bytes()).putInt(4, 0).putInt(8, interfaceIndex);
                        yield SystemCalls.setOption(fd, Constants.IPPROTO_IP, option4, memory, 12);
                    }
                    case INET6 -> { // struct ipv6_mreq: group, interface
                        buffer.put(0, group.bytes()).putInt(16, interfaceIndex);
                        yield SystemCalls.setOption(
                                fd, Constants.IPPROTO_IPV6, option6, memory, 20);
                    }
                };
        check(
                result,
                (option4 == Constants.IP_ADD_MEMBERSHIP ? "join " : "leave ")
                        + group
                        + " on interface "
                        + interfaceIndex);
    }

    /// Takes only groups that this socket has joined.
    private void onlyJoinedGroups(Family family) throws KernelException {
        option(
                family,
                Constants.IP_MULTICAST_ALL,
                Constants.IPV6_MULTICAST_ALL,
                0,
                "multicast all");
    }

    /// Sets the interface that multicast packets leave through (`IP_MULTICAST_IF`).
    final void multicastInterface(Family family, int interfaceIndex) throws KernelException {
        switch (family) {
            case INET -> {
                NativeMemory memory = NativeMemory.scratch();
                memory.buffer().putLong(0, 0).putInt(8, interfaceIndex); // struct ip_mreqn
                check(
                        SystemCalls.setOption(
                                fd, Constants.IPPROTO_IP, Constants.IP_MULTICAST_IF, memory, 12),
                        "set multicast interface of " + name + " to " + interfaceIndex);
            }
            case INET6 ->
                    option(
                            Constants.IPPROTO_IPV6,
                            Constants.IPV6_MULTICAST_IF,
                            interfaceIndex,
                            "multicast interface");
        }
    }

    /// Sets whether this host gets its own multicast packets back.
    final void multicastLoop(Family family, boolean on) throws KernelException {
        option(
                family,
                Constants.IP_MULTICAST_LOOP,
                Constants.IPV6_MULTICAST_LOOP,
                on ? 1 : 0,
                "multicast loop");
    }

    /// TTL or hop limit of what is sent to groups.
    final void multicastHops(Family family, int hops) throws KernelException {
        option(
                family,
                Constants.IP_MULTICAST_TTL,
                Constants.IPV6_MULTICAST_HOPS,
                hops,
                "multicast hop limit");
    }

    /// Returns the address that this socket is bound to (getsockname(2)).
    public final Endpoint localEndpoint() throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        check(SystemCalls.localName(fd, memory, Sockaddr.ROOM), "local address of " + name);
        return Sockaddr.get(memory.buffer(), 0);
    }

    /// Takes the pending error (`SO_ERROR`): what became of a connect, or an ICMP message.
    ///
    /// @return positive errno, 0 when there is none
    public final int pendingError() throws KernelException {
        return check(
                SystemCalls.option(fd, Constants.SOL_SOCKET, Constants.SO_ERROR),
                "read the pending error of",
                name);
    }

    /// Size of the receive buffer in bytes, beyond the system's limit where allowed to.
    public final void receiveBuffer(int bytes) throws KernelException {
        buffer(Constants.SO_RCVBUFFORCE, Constants.SO_RCVBUF, bytes, "receive buffer");
    }

    /// Size of the receive buffer, beyond the system's limit only where that is asked for.
    public final void receiveBuffer(ReceiveBuffers.Size size) throws KernelException {
        if (size.force()) {
            receiveBuffer(size.bytes());
        } else {
            option(Constants.SOL_SOCKET, Constants.SO_RCVBUF, size.bytes(), "receive buffer");
        }
    }

    /// Returns the size that the kernel gave the receive buffer, in bytes.
    public final int receiveBuffer() throws KernelException {
        return check(
                SystemCalls.option(fd, Constants.SOL_SOCKET, Constants.SO_RCVBUF),
                "read the receive buffer of " + name);
    }

    /// Size of the send buffer in bytes, beyond the system's limit where allowed to.
    public final void sendBuffer(int bytes) throws KernelException {
        buffer(Constants.SO_SNDBUFFORCE, Constants.SO_SNDBUF, bytes, "send buffer");
    }

    /// Closes the descriptor; a second call does nothing.
    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            SystemCalls.close(fd);
        }
    }

    final void apply(SocketOptions options) throws KernelException {
        if (options.mark() != 0) {
            mark(options.mark());
        }
        String device = options.device();
        if (device != null) {
            bindToDevice(device);
        }
        Endpoint source = options.source();
        if (source != null) {
            bind(source, options.sourceScope());
        }
    }

    final void option(int level, int option, int value, String what) throws KernelException {
        check(
                SystemCalls.setOption(fd, level, option, value),
                "set " + what + " of " + name + " to " + value);
    }

    /// Sets the IPv4 or the IPv6 option of the same meaning.
    final void option(Family family, int option4, int option6, int value, String what)
            throws KernelException {
        switch (family) {
            case INET -> option(Constants.IPPROTO_IP, option4, value, what);
            case INET6 -> option(Constants.IPPROTO_IPV6, option6, value, what);
        }
    }

    private void buffer(int force, int plain, int bytes, String what) throws KernelException {
        int forced = SystemCalls.setOption(fd, Constants.SOL_SOCKET, force, bytes);
        if (forced == -Errno.EPERM) {
            option(Constants.SOL_SOCKET, plain, bytes, what); // the kernel cuts it to its limit
        } else {
            check(forced, "set " + what + " of " + name + " to " + bytes);
        }
    }
}
