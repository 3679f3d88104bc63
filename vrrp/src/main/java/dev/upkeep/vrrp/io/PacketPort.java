package dev.upkeep.vrrp.io;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.socket.Datagram;
import dev.upkeep.netlink.socket.SocketFilter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The kernel's side of an [AdvertisementSocket]. Belongs to the vrrp thread.
interface PacketPort extends AutoCloseable {

    /// Opens the port of a socket.
    interface Opener {
        /// Opens it.
        ///
        /// @throws KernelException EPERM without CAP_NET_RAW, ENODEV when the interface is gone
        PacketPort open(AdvertisementSocket.Key key) throws KernelException;
    }

    /// Calls `ready` whenever packets may have come.
    EventLoop.Watch watch(EventLoop loop, Runnable ready) throws KernelException;

    /// Sends a packet, with its IP header where the family is IPv4.
    ///
    /// @param scope interface index of a link-local or multicast IPv6 address, else 0
    void send(ByteBuffer packet, IpAddress to, int scope) throws KernelException;

    /// Receives one packet, null when there is none now.
    @Nullable Datagram receive() throws KernelException;

    /// Has the kernel drop what this filter does not take, instead of the filter before.
    void filter(SocketFilter filter) throws KernelException;

    /// Takes packets to this group from now on.
    void join(IpAddress group) throws KernelException;

    /// Sets the hop limit of what is sent, 1-255.
    void hopLimit(int hops) throws KernelException;

    /// Returns the size of the receive buffer in bytes, as the kernel counts.
    int receiveBuffer() throws KernelException;

    /// Sets the size of the receive buffer, in bytes.
    void receiveBuffer(int bytes) throws KernelException;

    /// Returns the descriptors, the receiving one first, separated by a comma.
    String descriptors();

    @Override
    void close();
}
