package dev.upkeep.bfd.io;

import dev.upkeep.bfd.machine.SessionConfig;
import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.bfd.wire.ControlPacketCodec;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.socket.DatagramSocket;
import dev.upkeep.netlink.socket.SocketOptions;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The sending socket of a session, with a source port of its own (RFC 5881 section 4). A source
/// address that is not there yet is tried anew with every packet. Belongs to the bfd thread.
final class SessionTransmitter implements AutoCloseable {

    private static final int PORTS =
            ControlPacket.LAST_SOURCE_PORT - ControlPacket.FIRST_SOURCE_PORT + 1;
    private static final int ATTEMPTS = 64;
    private static final int INTERNETWORK_CONTROL = 0xc0;

    private final RandomGenerator random;
    private final ByteBuffer buffer = ByteBuffer.allocate(ControlPacket.LENGTH);
    private SessionConfig config;
    private @Nullable DatagramSocket socket;

    SessionTransmitter(SessionConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /// Takes another configuration of the same session.
    ///
    /// @throws KernelException when the hop limit is refused
    void reconfigure(SessionConfig next) throws KernelException {
        config = next;
        if (socket != null) {
            socket.hopLimit(next.instance().hops().ttl());
        }
    }

    /// Sends a packet to the neighbour.
    ///
    /// @throws KernelException when it was not sent: EADDRNOTAVAIL without the source address,
    ///   ENETUNREACH without a route
    void send(ControlPacket packet) throws KernelException {
        DatagramSocket out = socket;
        if (out == null) {
            out = open();
            socket = out;
        }
        buffer.clear();
        ControlPacketCodec.write(packet, buffer);
        out.send(buffer.flip(), new Endpoint(config.instance().neighbor(), config.port()), 0);
    }

    private DatagramSocket open() throws KernelException {
        Family family = config.instance().neighbor().family();
        IpAddress source = config.instance().source();
        IpAddress own =
                source == null ? IpAddress.of(new byte[family == Family.INET ? 4 : 16]) : source;
        int first = random.nextInt(PORTS);
        for (int i = 0; ; i++) {
            Endpoint local =
                    new Endpoint(own, ControlPacket.FIRST_SOURCE_PORT + (first + i) % PORTS);
            DatagramSocket opened = DatagramSocket.udp(family, new SocketOptions(null, 0, null, 0));
            try {
                opened.bind(local, 0);
                opened.hopLimit(config.instance().hops().ttl());
                opened.trafficClass(INTERNETWORK_CONTROL);
                opened.receiveBuffer(0); // nobody reads it
                return opened;
            } catch (KernelException refused) {
                opened.close();
                if (refused.errno() != Errno.EADDRINUSE || i == ATTEMPTS) {
                    throw refused;
                }
            }
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
