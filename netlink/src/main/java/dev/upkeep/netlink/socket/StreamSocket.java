package dev.upkeep.netlink.socket;

import static dev.upkeep.netlink.libc.SystemCalls.check;

import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.Sockaddr;
import dev.upkeep.netlink.libc.SystemCalls;
import java.nio.ByteBuffer;

/// A non-blocking TCP connection. After [#connect] ask [#isConnected()], or watch it for `EPOLLOUT`
/// and ask [#pendingError()] what became of it.
public final class StreamSocket extends Socket {

    private final Endpoint peer;
    private final int scope;

    private StreamSocket(Endpoint peer, int scope) throws KernelException {
        super(
                new Name(peer, scope),
                Sockaddr.domain(peer.address().family()),
                Constants.SOCK_STREAM | Constants.SOCK_NONBLOCK,
                Constants.IPPROTO_TCP);
        this.peer = peer;
        this.scope = scope;
    }

    /// The name of the socket in errors: a text that is made only then.
    private record Name(Endpoint peer, int scope) {
        @Override
        public String toString() {
            return "TCP socket to " + peer + (scope == 0 ? "" : " on interface " + scope);
        }
    }

    @Override
    public String toString() {
        return name();
    }

    /// Opens a socket and begins to connect.
    ///
    /// @param scope interface index of a link-local IPv6 peer, else 0
    /// @throws KernelException when an option is refused or the connect fails at once
    ///   (ENETUNREACH); the socket is closed then
    public static StreamSocket connect(Endpoint peer, int scope, SocketOptions options)
            throws KernelException {
        StreamSocket socket = open(peer, scope, options);
        try {
            socket.connect();
            return socket;
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    /// Opens a socket that does not connect yet.
    ///
    /// @param scope interface index of a link-local IPv6 peer, else 0
    /// @throws KernelException when there is no socket or an option is refused; it is closed then
    public static StreamSocket open(Endpoint peer, int scope, SocketOptions options)
            throws KernelException {
        StreamSocket socket = new StreamSocket(peer, scope);
        try {
            socket.apply(options);
            return socket;
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    /// Begins to connect.
    ///
    /// @throws KernelException when it fails at once, for a reason on the way to the peer
    public void connect() throws KernelException {
        int result = begin();
        if (result != -Errno.EINPROGRESS) {
            check(result, "connect to", peer);
        }
    }

    /// Returns whether the connection was made, by another call of `connect`: one system call,
    /// where a watch takes three. To be called until it returns true, not later.
    ///
    /// @throws KernelException when the attempt has failed, with the reason
    public boolean isConnected() throws KernelException {
        int result = begin();
        if (result == -Errno.EALREADY || result == -Errno.EINPROGRESS) {
            return false;
        }
        if (result != -Errno.ECONNRESET && result != -Errno.EPIPE) { // it was, and has ended since
            check(result, "connect to", peer);
        }
        return true;
    }

    private int begin() {
        NativeMemory memory = NativeMemory.scratch();
        int length = Sockaddr.put(memory.buffer(), 0, peer, scope);
        return SystemCalls.connect(fd(), memory, length);
    }

    /// Lets the last packet of the handshake go with what is sent next, data or the end of the
    /// connection, instead of alone; the kernel waits 40 ms for that (`TCP_QUICKACK` off). To be
    /// called before [#connect].
    public void acknowledgeWithData() throws KernelException {
        check(
                SystemCalls.setOption(fd(), Constants.IPPROTO_TCP, Constants.TCP_QUICKACK, 0),
                "delay the acknowledgement of",
                this);
    }

    /// Reads what is there into the buffer and moves its position.
    ///
    /// @return bytes read, 0 when there are none now, -1 at the end of the stream
    /// @throws KernelException ECONNRESET and the like
    public int read(ByteBuffer target) throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        int room = Math.min(target.remaining(), 65536);
        int got = SystemCalls.receive(fd(), memory, room, 0);
        if (got == -Errno.EAGAIN) {
            return 0;
        }
        check(got, "read from", this);
        target.put(memory.buffer().limit(got));
        return got == 0 && room > 0 ? -1 : got;
    }

    /// Writes what fits and moves the buffer's position.
    ///
    /// @return bytes written, 0 when the socket takes none now
    /// @throws KernelException EPIPE, ECONNRESET and the like
    public int write(ByteBuffer source) throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        int length = Math.min(source.remaining(), 65536);
        memory.buffer().put(0, source, source.position(), length);
        int put = SystemCalls.send(fd(), memory, length);
        if (put == -Errno.EAGAIN) {
            return 0;
        }
        check(put, "write to", this);
        source.position(source.position() + put);
        return put;
    }

    /// Lets [#close] reset the connection instead of finishing it (`SO_LINGER` of zero seconds), so
    /// that no TIME_WAIT stays behind.
    public void resetOnClose() throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        memory.buffer().putInt(0, 1).putInt(4, 0);
        check(
                SystemCalls.setOption(fd(), Constants.SOL_SOCKET, Constants.SO_LINGER, memory, 8),
                "set linger of " + name());
    }
}
