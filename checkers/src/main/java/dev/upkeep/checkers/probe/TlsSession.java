package dev.upkeep.checkers.probe;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// The client side of one TLS connection: bytes in, bytes out. One thread at a time, but for
/// [#close].
final class TlsSession {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// Of the peer in a handshake. Records may be as short as an alert, and empty.
    private static final int MOST_RECORDS = 1000;

    private final SSLEngine engine;

    /// Guarded by this.
    private Use use = Use.IDLE;

    private ByteBuffer incoming = NOTHING;
    private boolean begun;
    private boolean established;
    private int records;

    /// States whether the handshake uses the engine now, and whether it is to be freed.
    private enum Use {
        IDLE,
        BUSY,
        CLOSED
    }

    /// @param engine fresh, in client mode
    TlsSession(SSLEngine engine) {
        this.engine = engine;
    }

    /// The outcome of one step of the handshake.
    ///
    /// @param done whether the connection is there
    /// @param failure why there will be none, null while there may be one
    /// @param expires when the certificate of the server does, null for none and before the end
    record Step(
            List<ByteBuffer> toSend,
            boolean done,
            @Nullable String failure,
            @Nullable Instant expires) {
        Step {
            toSend = List.copyOf(toSend);
        }
    }

    /// One record of the peer.
    ///
    /// @param closed whether the peer has said that it sends no more
    /// @param more whether there may be another record already
    record Plain(ByteBuffer data, List<ByteBuffer> toSend, boolean closed, boolean more) {
        Plain {
            toSend = List.copyOf(toSend);
        }
    }

    /// Goes on with the handshake until the peer has to answer.
    ///
    /// @param data what has come from the peer since
    Step shakeHands(ByteBuffer data) {
        if (!turns(Use.IDLE, Use.BUSY)) {
            return new Step(List.of(), false, "closed", null);
        }
        try {
            return step(data);
        } finally {
            if (!turns(Use.BUSY, Use.IDLE)) {
                free();
            }
        }
    }

    private synchronized boolean turns(Use from, Use to) {
        if (use != from) {
            return false;
        }
        use = to;
        return true;
    }

    private Step step(ByteBuffer data) {
        List<ByteBuffer> toSend = new ArrayList<>();
        try {
            if (!begun) {
                begun = true;
                engine.beginHandshake();
            }
            receive(data);
            boolean done = advance(toSend);
            established |= done;
            return new Step(toSend, done, null, done ? certificateExpiry() : null);
        } catch (SSLException | RuntimeException e) { // providers throw both at malformed messages
            return new Step(toSend, false, String.valueOf(e.getMessage()), null);
        }
    }

    /// Frees what the engine holds outside of the heap, after the step of the handshake that runs;
    /// any thread.
    void close() {
        boolean idle;
        synchronized (this) {
            idle = use == Use.IDLE;
            use = Use.CLOSED;
        }
        if (idle) {
            free();
        }
    }

    /// An engine of a native library is freed when both directions are closed and nothing is left
    /// to be sent.
    private void free() {
        end();
        try {
            engine.closeInbound();
        } catch (SSLException e) { // the peer has not said that it ends, which nobody asked it for
            return;
        }
    }

    /// @return whether the handshake has ended
    private boolean advance(List<ByteBuffer> toSend) throws SSLException {
        ByteBuffer plain = NOTHING; // a handshake has none, but engines want room for some
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> toSend.add(encrypt(NOTHING));
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (plain.capacity() < applicationSize()) {
                        plain = ByteBuffer.allocate(applicationSize());
                    }
                    SSLEngineResult result = engine.unwrap(incoming, plain.clear());
                    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                        throw new SSLException("connection closed in the handshake");
                    }
                    if (!established && result.bytesConsumed() > 0 && ++records > MOST_RECORDS) {
                        throw new SSLException(
                                "more than " + MOST_RECORDS + " records in the handshake");
                    }
                    boolean moved =
                            result.bytesConsumed() > 0
                                    || result.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP;
                    if (result.getStatus() != SSLEngineResult.Status.OK || !moved) {
                        return false;
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return true;
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

    /// Takes bytes of the peer.
    void receive(ByteBuffer data) {
        if (!data.hasRemaining()) {
            return;
        }
        if (!incoming.hasRemaining()) {
            incoming.clear().limit(0);
        }
        if (incoming.capacity() - incoming.limit() < data.remaining()) {
            int needed = incoming.remaining() + data.remaining();
            int packet = engine.getSession().getPacketBufferSize();
            incoming = ByteBuffer.allocate(Math.max(needed, packet)).put(incoming).flip();
        }
        int position = incoming.position();
        int limit = incoming.limit();
        incoming.limit(limit + data.remaining()).position(limit);
        incoming.put(data);
        incoming.position(position);
    }

    /// Decrypts one record of what has come; without data when there is none yet.
    Plain read() throws SSLException {
        ByteBuffer plain = ByteBuffer.allocate(applicationSize());
        SSLEngineResult result = engine.unwrap(incoming, plain);
        List<ByteBuffer> toSend = new ArrayList<>();
        boolean closed = result.getStatus() == SSLEngineResult.Status.CLOSED;
        if (!closed && result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            advance(toSend); // a message after the handshake: a session ticket, a new key
        }
        boolean more =
                result.getStatus() == SSLEngineResult.Status.OK
                        && (result.bytesConsumed() > 0
                                || result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING);
        return new Plain(plain.flip(), toSend, closed, more);
    }

    private int applicationSize() {
        return engine.getSession().getApplicationBufferSize();
    }

    /// Returns when the certificate of the server expires, null when it showed none.
    @Nullable Instant certificateExpiry() {
        try {
            return engine.getSession().getPeerCertificates()[0] instanceof X509Certificate shown
                    ? shown.getNotAfter().toInstant()
                    : null;
        } catch (SSLPeerUnverifiedException e) {
            return null; // a cipher suite without certificates
        }
    }

    /// The messages that end the session (`close_notify`); none when the provider makes none.
    List<ByteBuffer> end() {
        engine.closeOutbound();
        ByteBuffer cipher = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        try {
            engine.wrap(NOTHING.duplicate(), cipher);
        } catch (SSLException e) {
            return List.of(); // the connection ends all the same
        }
        return cipher.position() == 0 ? List.of() : List.of(cipher.flip());
    }

    /// Encrypts data, or makes the next message of the handshake from none.
    ByteBuffer encrypt(ByteBuffer plain) throws SSLException {
        ByteBuffer cipher = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        do {
            SSLEngineResult result = engine.wrap(plain, cipher);
            if (result.getStatus() != SSLEngineResult.Status.OK) {
                throw new SSLException("wrap: " + result.getStatus());
            }
        } while (plain.hasRemaining());
        return cipher.flip();
    }
}
