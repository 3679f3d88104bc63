package dev.upkeep.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.SnmpSettings;
import dev.upkeep.snmp.agentx.AgentxDecoder;
import dev.upkeep.snmp.agentx.AgentxEncoder;
import dev.upkeep.snmp.agentx.AgentxException;
import dev.upkeep.snmp.agentx.Message;
import dev.upkeep.snmp.agentx.Pdu;
import dev.upkeep.snmp.mib.MibData;
import dev.upkeep.snmp.mib.Traps;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SnmpAgentTest {

    private static final int TYPE_AT = 1; // of the header, RFC 2741 section 6.1
    private static final int NOTIFY = 12;
    private static final int SHUTDOWN = 5; // of VrrpState in KEEPALIVED-MIB
    private static final Configuration ROUTER =
            Configurations.of(
                    """
                    vrrp_instance VI_1 {
                        interface eth0
                        virtual_router_id 51
                        virtual_ipaddress {
                            192.0.2.1
                        }
                    }
                    """);

    private final BlockingQueue<Integer> types = new LinkedBlockingQueue<>();

    /// At a stop the parts of the daemon do not answer any more.
    @Test
    void notificationThatNeedsNothing_isSent_thoughTheDaemonDoesNotAnswer(@TempDir Path folder)
            throws Exception {
        Path socket = folder.resolve("master");
        SnmpSettings settings =
                new SnmpSettings(
                        socket.toString(),
                        true,
                        true,
                        false,
                        false,
                        false,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
        try (ServerSocketChannel master = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            master.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofVirtual().start(() -> answer(master));
            SnmpAgent agent = new SnmpAgent(settings, new SilentSource());

            agent.notify(Traps.instance(ROUTER.vrrpInstances().getFirst(), SHUTDOWN, "lb1"));

            awaitNotification();
            agent.close();
        }
    }

    private void awaitNotification() throws InterruptedException {
        Integer next = types.poll(30, TimeUnit.SECONDS);
        while (next != null && next != NOTIFY) {
            next = types.poll(30, TimeUnit.SECONDS);
        }
        assertThat(next).isEqualTo(NOTIFY);
    }

    /// A master agent that agrees to everything.
    private void answer(ServerSocketChannel master) {
        try (SocketChannel agent = master.accept()) {
            while (true) {
                ByteBuffer header = read(agent, ByteBuffer.allocate(AgentxDecoder.headerLength()));
                int length = AgentxDecoder.payloadLength(header);
                ByteBuffer all =
                        read(agent, ByteBuffer.allocate(header.capacity() + length).put(header));
                types.add((int) all.get(TYPE_AT));
                int packet = all.getInt(12);
                agent.write(
                        AgentxEncoder.encode(
                                new Message(7, 0, packet, new Pdu.Response(0, 0, List.of()))));
            }
        } catch (IOException | AgentxException e) {
            types.add(-1); // the agent has gone
        }
    }

    private static ByteBuffer read(SocketChannel from, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (from.read(buffer) < 0) {
                throw new IOException("end");
            }
        }
        return buffer.position(0);
    }

    /// Fails at first, which the agent takes for no objects, and then says nothing.
    private static final class SilentSource implements SnmpSource {
        private final AtomicBoolean asked = new AtomicBoolean();

        @Override
        public CompletableFuture<MibData> data() {
            return asked.getAndSet(true)
                    ? new CompletableFuture<>()
                    : CompletableFuture.failedFuture(new IOException("not yet"));
        }

        @Override
        public CompletableFuture<Boolean> priority(String instance, @Nullable Integer priority) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public CompletableFuture<Boolean> preemption(String instance, @Nullable Boolean preempts) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public CompletableFuture<Boolean> weight(
                ServiceName service, ServerName server, @Nullable Integer weight) {
            return CompletableFuture.completedFuture(false);
        }
    }
}
