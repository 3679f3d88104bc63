package dev.upkeep.netlink.socket;

import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.KernelException;
import java.nio.ByteBuffer;

/// Sends whole link-layer frames (gratuitous ARP, neighbour advertisements) through any interface;
/// needs CAP_NET_RAW. It receives nothing.
public final class PacketSocket extends Socket {

    private PacketSocket() throws KernelException {
        super(
                "packet socket",
                Constants.AF_PACKET,
                Constants.SOCK_RAW | Constants.SOCK_NONBLOCK,
                0); // no protocol: receives nothing
    }

    /// Opens the socket; EPERM without CAP_NET_RAW.
    public static PacketSocket open() throws KernelException {
        return new PacketSocket();
    }

    /// Sends the remaining bytes of a frame, which begins with the link-layer header.
    ///
    /// @param etherType as in the frame: 0x0806 for ARP, 0x86dd for IPv6
    /// @throws KernelException ENETDOWN when the interface is down, ENXIO when it is gone
    public void send(int interfaceIndex, int etherType, ByteBuffer frame) throws KernelException {
        PacketSender.send(this, frame, interfaceIndex, etherType);
    }
}
