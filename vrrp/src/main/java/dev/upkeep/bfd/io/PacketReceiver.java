package dev.upkeep.bfd.io;

import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.bfd.wire.ControlPacketCodec;
import dev.upkeep.bfd.wire.MalformedControlPacketException;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.socket.Datagram;
import dev.upkeep.netlink.socket.DatagramSocket;
import dev.upkeep.netlink.socket.SocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket that all sessions of one family and port receive from. Belongs to the bfd thread.
final class PacketReceiver implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PacketReceiver.class);

    /// Packets taken per wake-up; the rest waits for the next round, so that timers are not late.
    private static final int PACKETS_PER_ROUND = 256;

    private final DatagramSocket socket;
    private final EventLoop.Watch watch;
    private final Sink sink;
    private boolean malformedReported;

    /// The key of sessions that share a socket.
    record Key(Family family, int port) {}

    /// Takes what was received.
    interface Sink {
        /// Takes a packet that could be read.
        void received(ControlPacket packet, Datagram from);
    }

    private PacketReceiver(DatagramSocket socket, EventLoop loop, Sink sink)
            throws KernelException {
        this.socket = socket;
        this.sink = sink;
        watch = loop.watch(socket.fd(), EventLoop.EPOLLIN, _ -> drain());
    }

    /// Opens the socket and begins to receive.
    ///
    /// @throws KernelException EADDRINUSE when another BFD daemon has the port
    static PacketReceiver open(Key key, EventLoop loop, Sink sink) throws KernelException {
        DatagramSocket socket = DatagramSocket.udp(key.family(), SocketOptions.NONE);
        try {
            IpAddress any = IpAddress.of(new byte[key.family() == Family.INET ? 4 : 16]);
            if (key.family() == Family.INET6) {
                socket.ipv6Only();
            }
            socket.bind(new Endpoint(any, key.port()), 0);
            return new PacketReceiver(socket, loop, sink);
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    /// Delivers what is there, up to a bound.
    void drain() {
        for (int i = 0; i < PACKETS_PER_ROUND; i++) {
            try {
                Datagram datagram = socket.receive();
                if (datagram == null) {
                    return;
                }
                deliver(datagram);
            } catch (KernelException failed) {
                log.debug("receiving BFD packets: {}", failed.getMessage());
                return;
            }
        }
    }

    private void deliver(Datagram datagram) {
        try {
            sink.received(ControlPacketCodec.read(datagram.payload()), datagram);
        } catch (MalformedControlPacketException malformed) {
            if (!malformedReported) { // once: the bytes are anybody's
                malformedReported = true;
                log.warn(
                        "BFD packet from {} is ignored: {}",
                        datagram.source(),
                        malformed.getMessage());
            }
        }
    }

    @Override
    public void close() {
        watch.close();
        socket.close();
    }
}
