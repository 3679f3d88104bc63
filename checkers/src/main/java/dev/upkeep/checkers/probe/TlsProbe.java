package dev.upkeep.checkers.probe;

import dev.upkeep.checkers.probe.ProbeAction.Done;
import dev.upkeep.checkers.probe.ProbeAction.Send;
import dev.upkeep.checkers.probe.ProbeEvent.Connected;
import dev.upkeep.checkers.probe.ProbeEvent.ConnectionFailed;
import dev.upkeep.checkers.probe.ProbeEvent.Exited;
import dev.upkeep.checkers.probe.ProbeEvent.Expired;
import dev.upkeep.checkers.probe.ProbeEvent.PeerClosed;
import dev.upkeep.checkers.probe.ProbeEvent.Received;
import dev.upkeep.checkers.probe.ProbeEvent.Signalled;
import dev.upkeep.checkers.probe.ProbeEvent.Started;
import dev.upkeep.checkers.probe.ProbeEvent.Unable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// TLS around another probe: it shakes hands before the inner one learns of the connection, and
/// translates both directions. The time armed by the inner probe before connecting covers the
/// handshake too.
public final class TlsProbe implements Probe {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Probe inner;
    private final SSLEngine engine;
    private ByteBuffer incoming;
    private boolean connected;

    /// @param engine fresh, in client mode
    public TlsProbe(Probe inner, SSLEngine engine) {
        this.inner = inner;
        this.engine = engine;
        this.incoming = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        incoming.flip();
    }

    @Override
    public List<ProbeAction> on(ProbeEvent event) {
        List<ProbeAction> out = new ArrayList<>();
        try {
            switch (event) {
                case Connected _ -> {
                    engine.beginHandshake();
                    advance(out);
                }
                case Received(var data) -> {
                    append(data);
                    advance(out);
                }
                case PeerClosed _ when !connected ->
                        relay(new ConnectionFailed("TLS handshake: connection closed"), out);
                case Started _,
                        PeerClosed _,
                        ConnectionFailed _,
                        Expired _,
                        Exited _,
                        Signalled _,
                        Unable _ ->
                        relay(event, out);
            }
        } catch (SSLException e) {
            relay(new ConnectionFailed("TLS: " + e.getMessage()), out);
        }
        return out;
    }

    private void append(ByteBuffer data) {
        if (incoming.capacity() - incoming.limit() < data.remaining()) {
            ByteBuffer larger = ByteBuffer.allocate(incoming.remaining() + data.remaining());
            larger.put(incoming).flip();
            incoming = larger;
        }
        int position = incoming.position();
        int limit = incoming.limit();
        incoming.limit(limit + data.remaining()).position(limit);
        incoming.put(data);
        incoming.position(position);
    }

    /// Wraps and unwraps until the engine needs bytes of the peer or the inner probe is done.
    private void advance(List<ProbeAction> out) throws SSLException {
        while (!isDone(out)) {
            HandshakeStatus status = engine.getHandshakeStatus();
            switch (status) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> out.add(new Send(wrap(NOTHING)));
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN, FINISHED, NOT_HANDSHAKING -> {
                    boolean idle =
                            status == HandshakeStatus.NOT_HANDSHAKING
                                    || status == HandshakeStatus.FINISHED;
                    if (idle && !connected) {
                        connected = true;
                        relay(new Connected(), out);
                    } else if (!unwrap(out)) {
                        return;
                    }
                }
            }
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /// Takes one record out of what came; false when there is none yet or the peer has closed.
    private boolean unwrap(List<ProbeAction> out) throws SSLException {
        ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result = engine.unwrap(incoming, plain);
        plain.flip();
        if (plain.hasRemaining()) {
            relay(new Received(plain), out);
        }
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && !isDone(out)) {
            relay(new PeerClosed(), out);
        }
        incoming.compact().flip();
        return result.getStatus() == SSLEngineResult.Status.OK
                && (result.bytesConsumed() > 0
                        || result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING);
    }

    private ByteBuffer wrap(ByteBuffer plain) throws SSLException {
        ByteBuffer cipher = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        do {
            SSLEngineResult result = engine.wrap(plain, cipher);
            if (result.getStatus() != SSLEngineResult.Status.OK) {
                throw new SSLException("wrap: " + result.getStatus());
            }
        } while (plain.hasRemaining());
        return cipher.flip();
    }

    /// Hands an event to the inner probe and encrypts what it sends.
    private void relay(ProbeEvent event, List<ProbeAction> out) {
        for (ProbeAction action : inner.on(event)) {
            if (action instanceof Send(ByteBuffer data)) {
                try {
                    out.add(new Send(wrap(data)));
                } catch (SSLException e) {
                    relay(new ConnectionFailed("TLS: " + e.getMessage()), out);
                    return;
                }
            } else {
                out.add(action);
            }
        }
    }

    private static boolean isDone(List<ProbeAction> actions) {
        return !actions.isEmpty() && actions.getLast() instanceof Done;
    }
}
