package dev.upkeep.netlink.socket;

import static dev.upkeep.netlink.libc.SystemCalls.check;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.Sockaddr;
import dev.upkeep.netlink.libc.SystemCalls;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A non-blocking UDP socket, or the kernel's socket for echo requests without privileges.
public final class DatagramSocket extends Socket {

    private final Family family;

    private DatagramSocket(String name, Family family, int protocol) throws KernelException {
        super(
                name,
                Sockaddr.domain(family),
                Constants.SOCK_DGRAM | Constants.SOCK_NONBLOCK,
                protocol);
        this.family = family;
    }

    /// Opens a UDP socket with the given options.
    public static DatagramSocket udp(Family family, SocketOptions options) throws KernelException {
        return prepared(new DatagramSocket("UDP socket", family, Constants.IPPROTO_UDP), options);
    }

    /// A socket that sends echo requests and receives their answers (`SOCK_DGRAM` of ICMP): the
    /// kernel sets the identifier and the checksum. EACCES when the group of the process is outside
    /// `net.ipv4.ping_group_range`.
    public static DatagramSocket ping(Family family, SocketOptions options) throws KernelException {
        int protocol =
                switch (family) {
                    case INET -> Constants.IPPROTO_ICMP;
                    case INET6 -> Constants.IPPROTO_ICMPV6;
                };
        return prepared(new DatagramSocket("ICMP socket", family, protocol), options);
    }

    private static DatagramSocket prepared(DatagramSocket socket, SocketOptions options)
            throws KernelException {
        try {
            PacketReceiver.prepare(socket, socket.family);
            socket.apply(options);
            return socket;
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    /// Fixes the peer, so that ICMP errors come back as ECONNREFUSED and the like.
    ///
    /// @param scope interface index of a link-local IPv6 peer, else 0
    public void connect(Endpoint peer, int scope) throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        int length = Sockaddr.put(memory.buffer(), 0, peer, scope);
        check(SystemCalls.connect(fd(), memory, length), "connect " + name() + " to " + peer);
    }

    /// Sends to the connected peer.
    public void send(ByteBuffer packet) throws KernelException {
        PacketSender.send(this, packet);
    }

    /// Sends to an address.
    ///
    /// @param scope interface index of a link-local IPv6 address, else 0
    public void send(ByteBuffer packet, Endpoint to, int scope) throws KernelException {
        PacketSender.send(this, packet, to, scope);
    }

    /// Receives one packet, null when there is none now.
    ///
    /// @throws KernelException also for a pending ICMP error (ECONNREFUSED)
    public @Nullable Datagram receive() throws KernelException {
        return PacketReceiver.receive(this, family);
    }

    /// Joins a multicast group on an interface, and takes only groups joined by this socket.
    public void join(IpAddress group, int interfaceIndex) throws KernelException {
        join(family, group, interfaceIndex);
    }

    /// Sends to groups through an interface, without getting it back.
    ///
    /// @param hops TTL or hop limit: 1-255
    public void multicast(int interfaceIndex, int hops) throws KernelException {
        multicastInterface(family, interfaceIndex);
        multicastLoop(family, false);
        multicastHops(family, hops);
    }

    /// Lets [#bind] take an address that this host does not have yet.
    public void freeBind() throws KernelException {
        freeBind(family);
    }

    /// TTL or hop limit of what is sent: 1-255.
    public void hopLimit(int hops) throws KernelException {
        option(family, Constants.IP_TTL, Constants.IPV6_UNICAST_HOPS, hops, "hop limit");
    }

    /// TOS or traffic class of what is sent.
    public void trafficClass(int value) throws KernelException {
        option(family, Constants.IP_TOS, Constants.IPV6_TCLASS, value, "traffic class");
    }

    /// Takes only IPv6 packets, so that the port stays free for IPv4; before [#bind].
    public void ipv6Only() throws KernelException {
        option(Constants.IPPROTO_IPV6, Constants.IPV6_V6ONLY, 1, "IPv6 only");
    }
}
