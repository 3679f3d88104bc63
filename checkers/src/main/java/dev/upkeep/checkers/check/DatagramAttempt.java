package dev.upkeep.checkers.check;

import dev.upkeep.checkers.probe.Probe;
import dev.upkeep.checkers.probe.ProbeEvent;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.socket.Datagram;
import dev.upkeep.netlink.socket.DatagramSocket;
import dev.upkeep.netlink.socket.SocketOptions;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A probe over a UDP or ICMP socket of its own.
final class DatagramAttempt extends ProbeAttempt {

    /// Kinds of sockets.
    enum Kind {
        UDP,
        PING
    }

    /// Most datagrams that one wake-up reads.
    private static final int DATAGRAMS = 64;

    private final CheckConnection connection;
    private final Kind kind;
    private final PingRange pingRange;
    private @Nullable DatagramSocket socket;
    private EventLoop.@Nullable Watch watch;

    DatagramAttempt(
            Context context,
            CheckConnection connection,
            Kind kind,
            PingRange pingRange,
            Probe probe,
            Consumer<ProbeResult> done) {
        super(context, probe, done);
        this.connection = connection;
        this.kind = kind;
        this.pingRange = pingRange;
    }

    @Override
    void connect() {
        Endpoint target = connection.target();
        Family family = target.address().family();
        try {
            SocketOptions options = SocketAttempt.options(connection);
            DatagramSocket opened =
                    switch (kind) {
                        case UDP -> DatagramSocket.udp(family, options);
                        case PING -> openPing(family, options);
                    };
            socket = opened;
            watch = loop().watch(opened.fd(), EventLoop.EPOLLIN, _ -> receive(opened));
            connect(opened, target);
        } catch (KernelException e) {
            deliver(SocketAttempt.unable(e));
        }
    }

    private void connect(DatagramSocket opened, Endpoint target) {
        try {
            opened.connect(target, SocketAttempt.scope(target.address(), connection));
        } catch (KernelException e) {
            deliver(SocketAttempt.unreachable(e));
            return;
        }
        deliver(ProbeEvent.Connected.NOW);
    }

    private DatagramSocket openPing(Family family, SocketOptions options) throws KernelException {
        try {
            return DatagramSocket.ping(family, options);
        } catch (KernelException refused) {
            if (refused.errno() == Errno.EACCES && pingRange.widen()) {
                return DatagramSocket.ping(family, options);
            }
            throw refused;
        }
    }

    @Override
    void send(ByteBuffer data) {
        try {
            if (socket != null) {
                socket.send(data);
            }
        } catch (KernelException e) {
            deliver(SocketAttempt.unreachable(e));
        }
    }

    /// Reads what has come, but no more at a time than leaves the other descriptors their turn.
    private void receive(DatagramSocket open) {
        try {
            for (int i = 0; i < DATAGRAMS && !over(); i++) {
                Datagram answer = open.receive();
                if (answer == null) {
                    return;
                }
                deliver(new ProbeEvent.Received(answer.payload()));
            }
        } catch (KernelException e) { // an ICMP error came back
            deliver(new ProbeEvent.ConnectionFailed(Errno.text(e.errno())));
        }
    }

    @Override
    void release() {
        if (watch != null) {
            watch.close();
        }
        if (socket != null) {
            socket.close();
        }
    }
}
