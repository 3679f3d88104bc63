package dev.upkeep.vrrp.io;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.socket.Datagram;
import dev.upkeep.netlink.socket.RawSocket;
import dev.upkeep.netlink.socket.SocketFilter;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Two raw sockets: one that receives every advert of an interface, and one that sends.
final class RawPacketPort implements PacketPort {

    private static final int SEND_ONLY = 255; // IPPROTO_RAW
    private static final int HOP_LIMIT = AdvertisementSocket.HOP_LIMIT;
    private static final int INTERNETWORK_CONTROL = 0xc0;
    private static final int NO_CHECKSUM = -1;

    private final RawSocket in;
    private final RawSocket out;
    private final int interfaceIndex;

    /// @param in receives
    /// @param out sends
    RawPacketPort(RawSocket in, RawSocket out, int interfaceIndex) {
        this.in = in;
        this.out = out;
        this.interfaceIndex = interfaceIndex;
    }

    /// Opens the sockets.
    ///
    /// @throws KernelException EPERM without CAP_NET_RAW, ENODEV when the interface is gone
    static RawPacketPort open(AdvertisementSocket.Key key) throws KernelException {
        RawSocket in = RawSocket.open(key.family(), key.protocol());
        try {
            if (key.interfaceName() != null) {
                in.bindToDevice(key.interfaceName());
            }
            return new RawPacketPort(in, openSender(key), key.interfaceIndex());
        } catch (KernelException refused) {
            in.close();
            throw refused;
        }
    }

    private static RawSocket openSender(AdvertisementSocket.Key key) throws KernelException {
        int protocol =
                switch (key.family()) {
                    case INET -> SEND_ONLY; // our IP header names the protocol
                    case INET6 -> Advertisement.PROTOCOL;
                };
        RawSocket out = RawSocket.open(key.family(), protocol);
        try {
            if (key.interfaceName() != null) {
                out.bindToDevice(key.interfaceName());
                out.multicastInterface(key.interfaceIndex());
            }
            out.multicastLoop(false);
            out.receiveBuffer(0); // it never reads: what arrives is thrown away at once
            switch (key.family()) {
                case INET -> out.headerIncluded();
                case INET6 -> {
                    out.hopLimit(HOP_LIMIT);
                    out.trafficClass(INTERNETWORK_CONTROL);
                    out.checksumOffset(
                            key.signed() ? NO_CHECKSUM : AdvertisementWriter.CHECKSUM_OFFSET);
                    IpAddress source = key.boundSource();
                    if (source != null) {
                        out.freeBind(); // duplicate address detection may still run
                        out.bind(new Endpoint(source, 0), key.interfaceIndex());
                    }
                }
            }
            return out;
        } catch (KernelException refused) {
            out.close();
            throw refused;
        }
    }

    @Override
    public EventLoop.Watch watch(EventLoop loop, Runnable ready) throws KernelException {
        return loop.watch(in.fd(), EventLoop.EPOLLIN, _ -> ready.run());
    }

    @Override
    public void send(ByteBuffer packet, IpAddress to, int scope) throws KernelException {
        out.send(packet, to, scope);
    }

    @Override
    public @Nullable Datagram receive() throws KernelException {
        return in.receive();
    }

    @Override
    public void filter(SocketFilter filter) throws KernelException {
        in.filter(filter);
    }

    @Override
    public void join(IpAddress group) throws KernelException {
        in.join(group, interfaceIndex);
    }

    @Override
    public void hopLimit(int hops) throws KernelException {
        out.hopLimit(hops);
    }

    @Override
    public int receiveBuffer() throws KernelException {
        return in.receiveBuffer();
    }

    @Override
    public void receiveBuffer(int bytes) throws KernelException {
        in.receiveBuffer(bytes);
    }

    @Override
    public String descriptors() {
        return in.fd() + "," + out.fd();
    }

    @Override
    public void close() {
        in.close();
        out.close();
    }
}
