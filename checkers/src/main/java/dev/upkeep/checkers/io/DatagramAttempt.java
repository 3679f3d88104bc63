package dev.upkeep.checkers.io;

import dev.upkeep.checkers.probe.Probe;
import dev.upkeep.checkers.probe.ProbeAction;
import dev.upkeep.checkers.probe.ProbeEvent;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.io.Datagram;
import dev.upkeep.netlink.io.DatagramSocket;
import dev.upkeep.netlink.io.Errno;
import dev.upkeep.netlink.io.EventLoop;
import dev.upkeep.netlink.io.KernelException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A probe over a UDP or ICMP socket of its own.
final class DatagramAttempt implements Attempts.Attempt {

    /// Which socket.
    enum Kind {
        UDP,
        PING
    }

    private final EventLoop loop;
    private final CheckConnection connection;
    private final Kind kind;
    private final Probe probe;
    private final Consumer<ProbeResult> done;
    private @Nullable DatagramSocket socket;
    private EventLoop.@Nullable Watch watch;
    private EventLoop.@Nullable Timer timer;
    private boolean over;

    DatagramAttempt(
            EventLoop loop,
            CheckConnection connection,
            Kind kind,
            Probe probe,
            Consumer<ProbeResult> done) {
        this.loop = loop;
        this.connection = connection;
        this.kind = kind;
        this.probe = probe;
        this.done = done;
    }

    /// Begins; the result comes later even when it is known at once.
    void begin() {
        loop.execute(() -> tell(new ProbeEvent.Started()));
    }

    @Override
    public void abandon() {
        over = true;
        close();
    }

    private void tell(ProbeEvent event) {
        if (over) {
            return;
        }
        for (ProbeAction action : probe.on(event)) {
            switch (action) {
                case ProbeAction.Connect() -> connect();
                case ProbeAction.Send(var data) -> send(data);
                case ProbeAction.Arm(var delay) -> arm(delay);
                case ProbeAction.Done(var result) -> finish(result);
                case ProbeAction.Launch(), ProbeAction.Signal _ ->
                        throw new IllegalStateException("a socket is no process: " + action);
            }
            if (over) {
                return;
            }
        }
    }

    private void connect() {
        Endpoint target = connection.target();
        Family family = target.address().family();
        try {
            DatagramSocket opened =
                    switch (kind) {
                        case UDP -> DatagramSocket.udp(family, SocketAttempt.options(connection));
                        case PING -> DatagramSocket.ping(family, SocketAttempt.options(connection));
                    };
            socket = opened;
            opened.connect(target, SocketAttempt.scope(target.address(), connection));
            watch = loop.watch(opened.fd(), EventLoop.EPOLLIN, _ -> receive(opened));
        } catch (KernelException e) {
            tell(SocketAttempt.refused(e));
            return;
        }
        tell(new ProbeEvent.Connected());
    }

    private void send(ByteBuffer data) {
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
                    answer != null && !over;
                    answer = over ? null : open.receive()) {
                tell(new ProbeEvent.Received(answer.payload()));
            }
        } catch (KernelException e) { // an ICMP error came back
            tell(new ProbeEvent.ConnectionFailed(Errno.text(e.errno())));
        }
    }

    private void arm(Duration delay) {
        if (timer != null) {
            timer.cancel();
        }
        timer = loop.after(delay, () -> tell(new ProbeEvent.Expired()));
    }

    private void finish(ProbeResult result) {
        over = true;
        close();
        done.accept(result);
    }

    private void close() {
        if (timer != null) {
            timer.cancel();
        }
        if (watch != null) {
            watch.close();
        }
        if (socket != null) {
            socket.close();
        }
    }
}
