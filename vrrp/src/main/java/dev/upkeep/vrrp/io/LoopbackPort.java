package dev.upkeep.vrrp.io;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.socket.Datagram;
import dev.upkeep.netlink.socket.RawSocket;
import dev.upkeep.netlink.socket.SocketFilter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The port of a [WarmUpRouter] or of its peer: what is sent goes through the kernel to the
/// loopback interface, as a packet of an experimental protocol. What is received there is read and
/// dropped; what the router is to receive is given by [#arrive]. Belongs to the vrrp thread.
final class LoopbackPort implements PacketPort {

    private static final int EXPERIMENTAL = 253; // RFC 3692
    private static final int SEND_ONLY = 255; // IPPROTO_RAW
    private static final int PROTOCOL_AT = 9; // of the IPv4 header
    private static final int DESTINATION_AT = 16;
    private static final String LOOPBACK = "lo";

    private final PacketPort kernel;
    private final Family family;
    private final IpAddress here;
    private final Queue<Datagram> arrived = new ArrayDeque<>();
    private boolean ended;
    private Runnable ready = () -> {};
    private ByteBuffer last = ByteBuffer.allocate(0);

    /// @param kernel sends to the loopback interface and receives from it
    LoopbackPort(PacketPort kernel, Family family) {
        this.kernel = kernel;
        this.family = family;
        here = IpAddress.parse(family == Family.INET ? "127.0.0.1" : "::1");
    }

    /// Opens two sockets.
    static LoopbackPort open(Family family) throws KernelException {
        RawSocket in = RawSocket.open(family, EXPERIMENTAL);
        try {
            in.bindToDevice(LOOPBACK);
            RawSocket out =
                    RawSocket.open(family, family == Family.INET ? SEND_ONLY : EXPERIMENTAL);
            try {
                out.bindToDevice(LOOPBACK);
                if (family == Family.INET) {
                    out.headerIncluded();
                }
                return new LoopbackPort(new RawPacketPort(in, out, 0), family);
            } catch (KernelException refused) {
                out.close();
                throw refused;
            }
        } catch (KernelException refused) {
            in.close();
            throw refused;
        }
    }

    /// Lets a packet come.
    void arrive(Datagram datagram) {
        arrived.add(datagram);
        ready.run();
    }

    /// Returns a copy of what was sent last.
    ByteBuffer lastSent() {
        return copy(last);
    }

    @Override
    public EventLoop.Watch watch(EventLoop loop, Runnable onPackets) throws KernelException {
        ready = onPackets;
        return kernel.watch(loop, onPackets);
    }

    /// Succeeds also where the loopback interface is down, as in a new network namespace.
    @Override
    public void send(ByteBuffer packet, IpAddress to, int scope) {
        if (ended) {
            return;
        }
        last = copy(packet);
        ByteBuffer experimental = copy(packet);
        if (family == Family.INET) {
            experimental.put(PROTOCOL_AT, (byte) EXPERIMENTAL);
            experimental.put(DESTINATION_AT, here.bytes());
        }
        try {
            kernel.send(experimental, here, 0);
        } catch (KernelException down) {
            return; // the call was made, which is what it is for
        }
    }

    /// Reads what came by the loopback interface, and returns what came by [#arrive].
    @Override
    public @Nullable Datagram receive() throws KernelException {
        if (ended) {
            return null;
        }
        Datagram own = kernel.receive();
        Datagram next = arrived.poll();
        return own == null || next != null ? next : receive();
    }

    private static ByteBuffer copy(ByteBuffer packet) {
        ByteBuffer whole = packet.duplicate();
        return ByteBuffer.allocate(whole.remaining()).put(whole).flip();
    }

    /// Its packets are no adverts.
    @Override
    public void filter(SocketFilter filter) {}

    @Override
    public void join(IpAddress group) {}

    @Override
    public void hopLimit(int hops) throws KernelException {
        kernel.hopLimit(hops);
    }

    @Override
    public int receiveBuffer() throws KernelException {
        return kernel.receiveBuffer();
    }

    @Override
    public void receiveBuffer(int bytes) {}

    @Override
    public String descriptors() {
        return kernel.descriptors();
    }

    /// Leaves the sockets open for the next router; see [#end].
    @Override
    public void close() {
        ready = () -> {};
        arrived.clear();
    }

    /// Returns whether nothing may be asked of the kernel any more.
    boolean ended() {
        return ended;
    }

    /// Closes the sockets.
    void end() {
        ended = true;
        kernel.close();
    }
}
