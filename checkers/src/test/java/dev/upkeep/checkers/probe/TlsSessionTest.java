package dev.upkeep.checkers.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Behaviour of TLS providers that no server shows on demand. The engine is a mock: it has two
/// dozen abstract methods. Real sessions are tested in `SocketProbesTest`.
class TlsSessionTest {

    private final SSLEngine engine = mock(SSLEngine.class);
    private final SSLSession session = mock(SSLSession.class);

    @BeforeEach
    void sizes() {
        when(engine.getSession()).thenReturn(session);
        when(session.getPacketBufferSize()).thenReturn(64);
        when(session.getApplicationBufferSize()).thenReturn(64);
    }

    @Test
    void handshake_inWhichTheProviderThrows_fails() throws SSLException {
        doThrow(new IllegalStateException("no entropy")).when(engine).beginHandshake();

        TlsSession.Step step = new TlsSession(engine).shakeHands(ByteBuffer.allocate(0));

        assertThat(step.failure()).isEqualTo("no entropy");
        assertThat(step.done()).isFalse();
    }

    @Test
    void handshake_thatThePeerCloses_fails() throws SSLException {
        when(engine.getHandshakeStatus()).thenReturn(HandshakeStatus.NEED_UNWRAP);
        when(engine.unwrap(any(ByteBuffer.class), any(ByteBuffer.class)))
                .thenReturn(result(SSLEngineResult.Status.CLOSED));

        TlsSession.Step step = new TlsSession(engine).shakeHands(ByteBuffer.allocate(0));

        assertThat(step.failure()).isEqualTo("connection closed in the handshake");
    }

    /// As of a server that sends empty records, or alerts that warn, for ever.
    @Test
    void handshake_ofRecordsWithoutEnd_fails_andReadsNoneTwice() throws SSLException {
        ByteBuffer records = ByteBuffer.allocate(2_000);
        when(engine.getHandshakeStatus()).thenReturn(HandshakeStatus.NEED_UNWRAP);
        when(engine.unwrap(any(ByteBuffer.class), any(ByteBuffer.class)))
                .thenAnswer(call -> {
                    ByteBuffer in = call.getArgument(0);
                    if (!in.hasRemaining()) {
                        return new SSLEngineResult(
                                SSLEngineResult.Status.BUFFER_UNDERFLOW,
                                HandshakeStatus.NEED_UNWRAP,
                                0,
                                0);
                    }
                    in.get();
                    return new SSLEngineResult(
                            SSLEngineResult.Status.OK, HandshakeStatus.NEED_UNWRAP, 1, 0);
                });
        TlsSession tls = new TlsSession(engine);

        assertThat(tls.shakeHands(records.slice(0, 900)).failure()).isNull();
        assertThat(tls.shakeHands(records.slice(0, 100)).failure()).isNull();
        assertThat(tls.shakeHands(records.slice(0, 1)).failure())
                .isEqualTo("more than 1000 records in the handshake");
    }

    @Test
    void encryption_intoATooSmallRecord_fails() throws SSLException {
        when(engine.wrap(any(ByteBuffer.class), any(ByteBuffer.class)))
                .thenReturn(result(SSLEngineResult.Status.BUFFER_OVERFLOW));

        assertThatThrownBy(() -> new TlsSession(engine).encrypt(ByteBuffer.allocate(1)))
                .isInstanceOf(SSLException.class)
                .hasMessage("wrap: BUFFER_OVERFLOW");
    }

    @Test
    void end_forWhichTheProviderHasNoMessage_sendsNothing() throws SSLException {
        when(engine.wrap(any(ByteBuffer.class), any(ByteBuffer.class)))
                .thenThrow(new SSLException("already closed"));

        assertThat(new TlsSession(engine).end()).isEmpty();
        verify(engine).closeOutbound();
    }

    @Test
    void certificate_ofASuiteWithoutCertificates_isNone() throws SSLPeerUnverifiedException {
        when(session.getPeerCertificates()).thenThrow(new SSLPeerUnverifiedException("anonymous"));

        assertThat(new TlsSession(engine).certificateExpiry()).isNull();
    }

    private static SSLEngineResult result(SSLEngineResult.Status status) {
        return new SSLEngineResult(status, HandshakeStatus.NOT_HANDSHAKING, 0, 0);
    }
}
