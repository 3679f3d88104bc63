package dev.upkeep.snmp;

import dev.upkeep.snmp.agentx.AgentxDecoder;
import dev.upkeep.snmp.agentx.AgentxEncoder;
import dev.upkeep.snmp.agentx.AgentxException;
import dev.upkeep.snmp.agentx.Message;
import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.Pdu;
import dev.upkeep.snmp.agentx.VarBind;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One connection to the master agent. Reads on one thread; any thread may send.
final class AgentSession implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 10;

    /// `127` of RFC 2741 section 6.2.3.
    private static final int PRIORITY = 127;

    private static final int SHUTDOWN = 5;

    private final SocketChannel channel;
    private final AtomicInteger packets = new AtomicInteger();
    private volatile int session;

    private AgentSession(SocketChannel channel) {
        this.channel = channel;
    }

    /// Connects, opens a session and registers regions.
    ///
    /// @param id of this agent
    /// @throws IOException when there is no master agent, or it refuses
    static AgentSession open(SocketAddress master, Oid id, String description, List<Oid> regions)
            throws IOException {
        AgentSession opened =
                new AgentSession(
                        master instanceof UnixDomainSocketAddress
                                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                                : SocketChannel.open());
        try {
            opened.channel.connect(master);
            opened.session =
                    opened.request(new Pdu.Open(TIMEOUT_SECONDS, id, description)).session();
            for (Oid region : regions) {
                opened.request(new Pdu.Register(PRIORITY, region));
            }
            return opened;
        } catch (IOException e) {
            opened.channel.close();
            throw e;
        }
    }

    /// Sends a request and waits for its answer, before requests of the master can come.
    private Message request(Pdu pdu) throws IOException {
        Message sent = new Message(session, 0, packets.incrementAndGet(), pdu);
        send(sent);
        Message answer = receive();
        if (answer == null) {
            throw new IOException("the master agent closed the connection");
        }
        if (!(answer.pdu() instanceof Pdu.Response response)
                || answer.packet() != sent.packet()
                || response.error() != 0) {
            throw new IOException("the master agent answered " + answer.pdu());
        }
        return answer;
    }

    /// Sends a notification; the answer comes to the reader.
    void notify(List<VarBind> bindings) throws IOException {
        send(new Message(session, 0, packets.incrementAndGet(), new Pdu.Notify(bindings)));
    }

    /// Answers a request.
    void respond(Message request, Pdu.Response response) throws IOException {
        send(new Message(request.session(), request.transaction(), request.packet(), response));
    }

    private synchronized void send(Message message) throws IOException {
        ByteBuffer bytes = AgentxEncoder.encode(message);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Waits for the next message; null when the master closed the connection.
    ///
    /// @throws IOException also for bytes that are no message
    @Nullable Message receive() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(AgentxDecoder.headerLength());
        if (!fill(header)) {
            return null;
        }
        try {
            int length = AgentxDecoder.payloadLength(header);
            ByteBuffer all = ByteBuffer.allocate(header.capacity() + length).put(header);
            if (!fill(all)) {
                return null;
            }
            return AgentxDecoder.decode(all);
        } catch (AgentxException e) {
            throw new IOException("from the master agent: " + e.getMessage(), e);
        }
    }

    /// Reads until the buffer is full, and sets its position to 0.
    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        buffer.position(0);
        return true;
    }

    /// Sends the Close message (RFC 2741 section 6.2.2) and ends the connection.
    @Override
    public void close() throws IOException {
        try (channel) {
            send(new Message(session, 0, packets.incrementAndGet(), new Pdu.Close(SHUTDOWN)));
        }
    }
}
