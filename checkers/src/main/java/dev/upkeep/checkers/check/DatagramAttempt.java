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

    /// Which socket.
    enum Kind {
        UDP,
        PING
    }

    private final CheckConnection connection;
    private final Kind kind;
    private final PingRange pingRange;
    private @Nullable DatagramSocket socket;
    private EventLoop.@Nullable Watch watch;

    DatagramAttempt(
            EventLoop loop,
            CheckConnection connection,
            Kind kind,
            PingRange pingRange,
            Probe probe,
            Consumer<ProbeResult> done) {
        super(loop, probe, done);
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
            opened.connect(target, SocketAttempt.scope(target.address(), connection));
            watch = loop().watch(opened.fd(), EventLoop.EPOLLIN, _ -> receive(opened));
        } catch (KernelException e) {
            tell(SocketAttempt.refused(e));
            return;
        }
        tell(new ProbeEvent.Connected());
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
            tell(SocketAttempt.refused(e));
        }
    }

    private void receive(DatagramSocket open) {
        try {
            for (Datagram answer = open.receive();
                    answer != null && !over();
                    answer = over() ? null : open.receive()) {
                tell(new ProbeEvent.Received(answer.payload()));
            }
        } catch (KernelException e) { // an ICMP error came back
            tell(new ProbeEvent.ConnectionFailed(Errno.text(e.errno())));
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
