package dev.upkeep.checkers.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.probe.ProbeAction.Compute;
import dev.upkeep.checkers.probe.ProbeAction.Done;
import dev.upkeep.checkers.probe.ProbeEvent.Received;
import dev.upkeep.checkers.probe.ProbeResult.Failed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/// What TLS does between its handshake's steps. Real handshakes are tested in `SocketProbesTest`.
class TlsProbeTest {

    private static final EngineSource NONE =
            new EngineSource() {
                @Override
                public SSLEngine engine() throws IOException {
                    throw new IOException("not asked for");
                }

                @Override
                public boolean other() {
                    return true;
                }
            };

    /// A server that sends without an end while a step is computed fills no memory.
    @Test
    void serverThatSendsWithoutEndInTheHandshake_fails() {
        TlsProbe probe = new TlsProbe(new TcpProbe(Duration.ofSeconds(3)), NONE, false);
        assertThat(probe.on(ProbeEvent.Connected.NOW)).hasOnlyElementsOfType(Compute.class);
        List<ProbeAction> actions = List.of();
        int chunks = 0;
        while (actions.isEmpty() && chunks < 100) {
            actions = probe.on(new Received(ByteBuffer.allocate(16_384)));
            chunks++;
        }
        assertThat(actions)
                .containsExactly(
                        new Done(new Failed("TLS handshake: more than 256 KiB from the server")));
        assertThat(chunks).isEqualTo(17);
    }
}
