package dev.upkeep.netlink.socket;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.Sockaddr;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A non-blocking raw IP socket of one protocol (112 for VRRP, 58 for ICMPv6); needs CAP_NET_RAW.
/// It receives every packet of its protocol that the interface (see [#bindToDevice]) takes; IPv4
/// packets come with their IP header, IPv6 ones without.
public final class RawSocket extends Socket {

    private final Family family;

    private RawSocket(Family family, int protocol) throws KernelException {
        super(
                "raw socket of protocol " + protocol,
                Sockaddr.domain(family),
                Constants.SOCK_RAW | Constants.SOCK_NONBLOCK,
                protocol);
        this.family = family;
    }

    /// Opens a socket; EPERM without CAP_NET_RAW.
    ///
    /// @param protocol IP protocol number, 255 for one that only sends
    public static RawSocket open(Family family, int protocol) throws KernelException {
        RawSocket socket = new RawSocket(family, protocol);
        try {
            PacketReceiver.prepare(socket, family);
            return socket;
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    /// Returns the family of its packets.
    public Family family() {
        return family;
    }

    /// Joins a multicast group on an interface, and takes only groups joined by this socket.
    /// EADDRINUSE when it has joined already, ENODEV when the interface is gone.
    public void join(IpAddress group, int interfaceIndex) throws KernelException {
        join(family, group, interfaceIndex);
    }

    /// Leaves a multicast group; EADDRNOTAVAIL when it is not in it.
    public void leave(IpAddress group, int interfaceIndex) throws KernelException {
        leave(family, group, interfaceIndex);
    }

    /// Sets the interface that multicast packets leave through.
    public void multicastInterface(int interfaceIndex) throws KernelException {
        multicastInterface(family, interfaceIndex);
    }

    /// Sets whether this host gets its own multicast packets back.
    public void multicastLoop(boolean on) throws KernelException {
        multicastLoop(family, on);
    }

    /// TTL or hop limit of what is sent, to groups and to single hosts: 1-255.
    public void hopLimit(int hops) throws KernelException {
        option(family, Constants.IP_TTL, Constants.IPV6_UNICAST_HOPS, hops, "hop limit");
        multicastHops(family, hops);
    }

    /// TOS or traffic class of what is sent: 0xc0 for VRRP.
    public void trafficClass(int value) throws KernelException {
        option(family, Constants.IP_TOS, Constants.IPV6_TCLASS, value, "traffic class");
    }

    /// Lets [#bind] take an address that this host does not have yet: one that duplicate address
    /// detection is not through with, for instance.
    public void freeBind() throws KernelException {
        freeBind(family);
    }

    /// IPv4: what is sent begins with an IP header of our own. The kernel fills in the checksum
    /// and, where they are 0, source and identification.
    public void headerIncluded() throws KernelException {
        option(Constants.IPPROTO_IP, Constants.IP_HDRINCL, 1, "header included");
    }

    /// IPv6: the kernel computes and checks the checksum that lies at this offset of the payload (6
    /// for VRRP).
    public void checksumOffset(int offset) throws KernelException {
        option(Constants.IPPROTO_IPV6, Constants.IPV6_CHECKSUM, offset, "checksum offset");
    }

    /// Sends a packet, with its IP header when [#headerIncluded].
    ///
    /// @param scope interface index of a link-local or multicast IPv6 address, else 0
    public void send(ByteBuffer packet, IpAddress to, int scope) throws KernelException {
        PacketSender.send(this, packet, new Endpoint(to, 0), scope);
    }

    /// Receives one packet, null when there is none now.
    public @Nullable Datagram receive() throws KernelException {
        return PacketReceiver.receive(this, family);
    }
}
