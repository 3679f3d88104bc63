package dev.upkeep.checkers.check;

import dev.upkeep.checkers.probe.Probe;
import dev.upkeep.checkers.probe.ProbeEvent;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.socket.SocketOptions;
import dev.upkeep.netlink.socket.StreamSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A probe over a TCP connection of its own.
final class SocketAttempt extends ProbeAttempt {

    /// Errors of `connect` and `send` that speak of this machine: too little of something. Any
    /// other speaks of the way to the server, as EACCES of a route that prohibits, EINVAL of one
    /// that is a black hole and EPERM of a packet filter do, and counts as its failure.
    private static final Set<Integer> OF_THIS_MACHINE =
            Set.of(
                    Errno.EADDRNOTAVAIL,
                    Errno.EADDRINUSE,
                    Errno.EAGAIN,
                    Errno.ENOBUFS,
                    Errno.ENOMEM,
                    Errno.ENOSYS);

    /// One registration for the life of the connection.
    private static final int EVENTS =
            EventLoop.EPOLLIN | EventLoop.EPOLLOUT | EventLoop.EPOLLRDHUP | EventLoop.EPOLLET;

    private static final int ENDED = EventLoop.EPOLLRDHUP | EventLoop.EPOLLHUP | EventLoop.EPOLLERR;

    /// Reads in a row; then the other descriptors have their turn.
    private static final int READS = 16;

    private final CheckConnection connection;
    private final ByteBuffer received;
    private @Nullable Exchange exchange;

    /// @param received scratch space shared by all attempts of the loop
    SocketAttempt(
            Context context,
            CheckConnection connection,
            Probe probe,
            ByteBuffer received,
            Consumer<ProbeResult> done) {
        super(context, probe, done);
        this.connection = connection;
        this.received = received;
    }

    @Override
    void send(ByteBuffer data) {
        if (exchange != null) {
            exchange.send(data);
        }
    }

    @Override
    void connect() {
        release(); // of an earlier connection of the same attempt
        Endpoint target = connection.target();
        try {
            StreamSocket opened =
                    StreamSocket.open(
                            target, scope(target.address(), connection), options(connection));
            exchange = new Exchange(opened);
            if (connection.bindPort() != 0) {
                opened.resetOnClose(); // else the next attempt finds the port in TIME_WAIT
            } else if (speaksFirst()) { // a reset would leave the server's handshake unfinished
                opened.acknowledgeWithData();
            }
            connect(opened, exchange);
        } catch (KernelException e) {
            deliver(unable(e));
        }
    }

    private void connect(StreamSocket opened, Exchange begun) {
        try {
            opened.connect();
        } catch (KernelException e) {
            deliver(unreachable(e));
            return;
        }
        begun.lookShortly();
    }

    @Override
    boolean looksShortly() {
        return exchange != null && exchange.looks;
    }

    /// Converts a refused connect or send: a statement about the server, or none.
    static ProbeEvent unreachable(KernelException e) {
        return OF_THIS_MACHINE.contains(e.errno())
                ? unable(e)
                : new ProbeEvent.ConnectionFailed(Errno.text(e.errno()));
    }

    /// Converts a refused socket, option or bind: no statement about the server.
    static ProbeEvent unable(KernelException e) {
        return new ProbeEvent.Unable(String.valueOf(e.getMessage()), Errno.text(e.errno()));
    }

    /// Returns the socket options of a check: source, interface and mark.
    static SocketOptions options(CheckConnection connection) {
        IpAddress source = connection.bindAddress();
        if (source == null
                && connection.bindPort() == 0
                && connection.bindInterface() == null
                && connection.firewallMark() == 0) {
            return SocketOptions.NONE;
        }
        if (source == null && connection.bindPort() != 0) {
            source =
                    switch (connection.target().address().family()) {
                        case INET -> IpAddress.parse("0.0.0.0");
                        case INET6 -> IpAddress.parse("::");
                    };
        }
        return new SocketOptions(
                source == null ? null : new Endpoint(source, connection.bindPort()),
                source == null ? 0 : scope(source, connection),
                connection.bindInterface(),
                connection.firewallMark());
    }

    /// Returns the interface index that a link-local IPv6 address needs, else 0.
    static int scope(IpAddress address, CheckConnection connection) {
        String name = connection.bindInterface();
        if (name == null || address.family() != Family.INET6 || !address.isLinkLocal()) {
            return 0;
        }
        try {
            NetworkInterface device = NetworkInterface.getByName(name);
            return device == null ? 0 : device.getIndex();
        } catch (SocketException e) {
            return 0; // the connect then says EINVAL
        }
    }

    @Override
    void release() {
        if (exchange != null) {
            exchange.close();
            exchange = null;
        }
    }

    /// A connection from its first packet to its end. Most are made, and many answers are there,
    /// within a millisecond: so long it waits before it looks, once for each, and only what is not
    /// there by then is worth the calls to be told by epoll. It is itself the task and the handler
    /// that the loop calls, as there are thousands of them a second.
    private final class Exchange implements Runnable, IntConsumer {
        private final StreamSocket socket;
        private @Nullable Queue<ByteBuffer> unsent;
        private EventLoop.@Nullable Watch watch;
        private boolean connected;
        private boolean looks;

        private Exchange(StreamSocket socket) {
            this.socket = socket;
        }

        /// Returns whether the attempt goes on with this connection.
        private boolean isOpen() {
            return !over() && exchange == this;
        }

        private void lookShortly() {
            looks = true;
            loop().shortly(this);
        }

        /// Looks without having been told of anything.
        @Override
        public void run() {
            if (!isOpen()) {
                return;
            }
            try {
                if (!connected && socket.isConnected()) {
                    becomeConnected();
                    if (isOpen()) {
                        lookShortly();
                    }
                } else {
                    looks = false;
                    if (connected) {
                        read(false);
                    }
                    watch();
                }
            } catch (KernelException e) {
                deliver(new ProbeEvent.ConnectionFailed(Errno.text(e.errno())));
            }
        }

        /// Has the loop call it from now on; what was missed until now comes at once.
        private void watch() throws KernelException {
            if (isOpen() && watch == null) {
                watch = loop().watch(socket.fd(), EVENTS, this);
                watchDeadline();
            }
        }

        /// Handles what epoll reports.
        @Override
        public void accept(int events) {
            if (!isOpen()) {
                return;
            }
            try {
                if (connected) {
                    flush();
                } else {
                    connectConcluded(events);
                }
                if ((events & ~EventLoop.EPOLLOUT) != 0) {
                    read((events & ENDED) != 0);
                }
            } catch (KernelException e) {
                deliver(new ProbeEvent.ConnectionFailed(Errno.text(e.errno())));
            }
        }

        private void connectConcluded(int events) throws KernelException {
            if ((events & (EventLoop.EPOLLERR | EventLoop.EPOLLHUP)) != 0) {
                int errno = socket.pendingError();
                if (errno != 0) {
                    deliver(new ProbeEvent.ConnectionFailed(Errno.text(errno)));
                    return;
                }
            }
            becomeConnected();
        }

        private void becomeConnected() {
            connected = true;
            deliver(ProbeEvent.Connected.NOW);
        }

        /// Reads until nothing is left. A read that does not fill its space has taken everything,
        /// unless the peer has ended the stream, which is still to be read.
        private void read(boolean ended) throws KernelException {
            for (int i = 0; i < READS && isOpen(); i++) {
                received.clear();
                int count = socket.read(received);
                if (count < 0) {
                    deliver(new ProbeEvent.PeerClosed());
                    return;
                }
                boolean drained = count == 0 || (!ended && received.hasRemaining());
                if (count > 0) {
                    deliver(new ProbeEvent.Received(received.flip()));
                }
                if (drained) {
                    return;
                }
            }
            if (isOpen()) {
                int again = EventLoop.EPOLLIN | (ended ? EventLoop.EPOLLRDHUP : 0);
                loop().execute(() -> accept(again));
            }
        }

        private void send(ByteBuffer data) {
            if (unsent == null) {
                unsent = new ArrayDeque<>(2);
            }
            unsent.add(data);
            flush();
        }

        /// Writes what fits; the next EPOLLOUT says when there is room again.
        private void flush() {
            if (!isOpen() || !connected || unsent == null) {
                return;
            }
            try {
                while (!unsent.isEmpty()) {
                    ByteBuffer next = unsent.element();
                    if (next.hasRemaining() && socket.write(next) == 0) {
                        return;
                    }
                    if (!next.hasRemaining()) {
                        unsent.remove();
                    }
                }
            } catch (KernelException e) {
                deliver(new ProbeEvent.ConnectionFailed(Errno.text(e.errno())));
            }
        }

        private void close() {
            if (watch != null) {
                watch.closeWithDescriptor();
            }
            socket.close();
        }
    }
}
