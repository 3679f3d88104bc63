package dev.upkeep.checkers.probe;

import dev.upkeep.checkers.probe.ProbeAction.Compute;
import dev.upkeep.checkers.probe.ProbeAction.Done;
import dev.upkeep.checkers.probe.ProbeAction.Send;
import dev.upkeep.checkers.probe.ProbeEvent.Computed;
import dev.upkeep.checkers.probe.ProbeEvent.Connected;
import dev.upkeep.checkers.probe.ProbeEvent.ConnectionFailed;
import dev.upkeep.checkers.probe.ProbeEvent.Exited;
import dev.upkeep.checkers.probe.ProbeEvent.Expired;
import dev.upkeep.checkers.probe.ProbeEvent.PeerClosed;
import dev.upkeep.checkers.probe.ProbeEvent.Received;
import dev.upkeep.checkers.probe.ProbeEvent.Signalled;
import dev.upkeep.checkers.probe.ProbeEvent.Started;
import dev.upkeep.checkers.probe.ProbeEvent.Unable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// TLS around another probe: it shakes hands before the inner one learns of the connection, and
/// translates both directions. The time armed by the inner probe before connecting covers the
/// handshake too. A handshake that fails is tried once more over a new connection where the
/// [EngineSource] has another library.
///
/// The handshake is computed on another thread, as some groups take a tenth of a second. While a
/// step of it runs, bytes that arrive wait here and nothing else touches the engine.
public final class TlsProbe implements Probe {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final String CUT = "TLS handshake: connection closed";

    /// Of the server in its handshake, in bytes: more than twice what OpenSSL takes of
    /// certificates.
    private static final int LONGEST_HANDSHAKE = 256 * 1024;

    private static final String TOO_LONG = "TLS handshake: more than 256 KiB from the server";

    private final Probe inner;
    private final EngineSource engines;
    private final boolean compliant;
    private volatile @Nullable TlsSession session;
    private volatile boolean closed;
    private ByteBuffer arrived = NOTHING;
    private int received;
    private boolean computing;
    private boolean peerClosed;
    private boolean connected;

    /// @param compliant `tls_compliant`: announces the end of the session to the server, instead of
    ///   closing the connection alone
    public TlsProbe(Probe inner, EngineSource engines, boolean compliant) {
        this.inner = inner;
        this.engines = engines;
        this.compliant = compliant;
    }

    @Override
    public List<ProbeAction> on(ProbeEvent event) {
        return switch (event) {
            case Connected _ -> compute();
            case Received(var data) when !connected -> {
                received += data.remaining();
                if (received > LONGEST_HANDSHAKE) {
                    arrived = NOTHING;
                    yield relay(new ConnectionFailed(TOO_LONG));
                }
                keep(data);
                yield computing ? List.of() : compute();
            }
            case Received(var data) -> decrypt(data);
            case PeerClosed _ when !connected -> {
                peerClosed = true;
                yield computing ? List.of() : handshakeFailed(CUT);
            }
            case ConnectionFailed(var reason) when session != null && !connected ->
                    computing ? relay(event) : handshakeFailed(reason);
            case Computed(var then) -> then.proceed();
            case Started _,
                    PeerClosed _,
                    ConnectionFailed _,
                    Expired _,
                    Exited _,
                    Signalled _,
                    Unable _ ->
                    relay(event);
        };
    }

    private void keep(ByteBuffer data) {
        ByteBuffer more = ByteBuffer.allocate(arrived.remaining() + data.remaining());
        arrived = more.put(arrived).put(data).flip();
    }

    /// Connects once more where another library may succeed, else the connection has failed.
    private List<ProbeAction> handshakeFailed(String reason) {
        if (!engines.other()) {
            return relay(new ConnectionFailed(reason));
        }
        close(session);
        session = null;
        arrived = NOTHING;
        received = 0;
        peerClosed = false;
        return List.of(new ProbeAction.Connect());
    }

    /// Does the next step of the handshake with what has arrived.
    private List<ProbeAction> compute() {
        computing = true;
        ByteBuffer data = arrived;
        arrived = NOTHING;
        return List.of(new Compute(() -> shakeHands(data)));
    }

    /// Runs on another thread.
    private Computation.Continuation shakeHands(ByteBuffer data) {
        TlsSession current = session;
        if (current == null) {
            try {
                current = new TlsSession(engines.engine());
            } catch (IOException | IllegalArgumentException e) {
                String reason = "TLS: " + e.getMessage();
                return () -> relay(new Unable(reason, reason));
            }
            session = current;
        }
        TlsSession.Step step = current.shakeHands(data);
        if (closed) {
            current.close(); // it was made after the attempt was over
        }
        return () -> computed(step);
    }

    private List<ProbeAction> computed(TlsSession.Step step) {
        computing = false;
        List<ProbeAction> out = new ArrayList<>();
        step.toSend().forEach(data -> out.add(new Send(data)));
        String failure = step.failure();
        if (failure != null) {
            out.addAll(handshakeFailed("TLS: " + failure));
        } else if (step.done()) {
            connected = true;
            if (step.expires() != null) {
                out.add(new ProbeAction.Certificate(step.expires()));
            }
            out.addAll(relay(Connected.NOW));
            if (!isDone(out)) {
                out.addAll(decrypt(arrived)); // answers may have come with the last flight
            }
            if (peerClosed && !isDone(out)) {
                out.addAll(relay(new PeerClosed()));
            }
        } else if (arrived.hasRemaining()) {
            out.addAll(compute());
        } else if (peerClosed) {
            out.addAll(handshakeFailed(CUT));
        }
        return out;
    }

    @Override
    public void close() {
        closed = true;
        close(session);
        inner.close();
    }

    private static void close(@Nullable TlsSession session) {
        if (session != null) {
            session.close();
        }
    }

    /// The session of a connection that is there.
    private TlsSession session() {
        return Objects.requireNonNull(session, "not connected");
    }

    private List<ProbeAction> decrypt(ByteBuffer data) {
        List<ProbeAction> out = new ArrayList<>();
        try {
            session().receive(data);
            while (!isDone(out)) {
                TlsSession.Plain plain = session().read();
                plain.toSend().forEach(each -> out.add(new Send(each)));
                if (plain.data().hasRemaining()) {
                    out.addAll(relay(new Received(plain.data())));
                }
                if (plain.closed() && !isDone(out)) {
                    out.addAll(relay(new PeerClosed()));
                }
                if (!plain.more()) {
                    break;
                }
            }
        } catch (SSLException e) {
            out.addAll(relay(new ConnectionFailed("TLS: " + e.getMessage())));
        }
        return out;
    }

    /// Hands an event to the inner probe and encrypts what it sends.
    private List<ProbeAction> relay(ProbeEvent event) {
        return translate(inner.on(event));
    }

    private List<ProbeAction> translate(List<ProbeAction> actions) {
        List<ProbeAction> out = new ArrayList<>(actions.size());
        for (ProbeAction action : actions) {
            switch (action) {
                case Send(ByteBuffer data) -> {
                    try {
                        out.add(new Send(session().encrypt(data)));
                    } catch (SSLException e) {
                        out.addAll(relay(new ConnectionFailed("TLS: " + e.getMessage())));
                        return out;
                    }
                }
                case Compute(var work) ->
                        out.add(
                                new Compute(() -> {
                                    Computation.Continuation then = work.run();
                                    return () -> translate(then.proceed());
                                }));
                case Done _ -> {
                    if (compliant && connected) {
                        session().end().forEach(data -> out.add(new Send(data)));
                    }
                    out.add(action);
                }
                case ProbeAction.Connect _,
                        ProbeAction.Certificate _,
                        ProbeAction.Arm _,
                        ProbeAction.Launch _,
                        ProbeAction.Signal _ ->
                        out.add(action);
            }
        }
        return out;
    }

    private static boolean isDone(List<ProbeAction> actions) {
        return !actions.isEmpty() && actions.getLast() instanceof Done;
    }
}
