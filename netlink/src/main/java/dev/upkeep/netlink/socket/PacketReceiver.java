package dev.upkeep.netlink.socket;

import static dev.upkeep.netlink.libc.SystemCalls.check;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.Sockaddr;
import dev.upkeep.netlink.libc.SystemCalls;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// `recvmsg` with the ancillary data with the interface, destination and hop limit.
final class PacketReceiver {

    private static final int HEADER_AT = 0; // struct msghdr, 56 bytes
    private static final int VECTOR_AT = 56; // struct iovec, 16 bytes
    private static final int NAME_AT = 72; // struct sockaddr_in6, 28 bytes
    private static final int CONTROL_AT = 104; // struct cmsghdr.., aligned to 8
    private static final int CONTROL_ROOM = 256;
    private static final int DATA_AT = CONTROL_AT + CONTROL_ROOM;
    private static final int CONTROL_HEADER = 16; // sizeof(struct cmsghdr)

    private PacketReceiver() {}

    /// Asks the kernel for the ancillary data.
    static void prepare(Socket socket, Family family) throws KernelException {
        socket.option(
                family, Constants.IP_PKTINFO, Constants.IPV6_RECVPKTINFO, 1, "packet information");
        socket.option(family, Constants.IP_RECVTTL, Constants.IPV6_RECVHOPLIMIT, 1, "hop limit");
    }

    /// Receives one packet, null when there is none now.
    ///
    /// @throws KernelException also for a pending ICMP error (ECONNREFUSED)
    static @Nullable Datagram receive(Socket socket, Family family) throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        ByteBuffer buffer = memory.buffer();
        int room = Math.min(65536, memory.size() - DATA_AT);
        long base = memory.address();
        buffer.putLong(HEADER_AT, base + NAME_AT);
        buffer.putLong(HEADER_AT + 8, Sockaddr.ROOM);
        buffer.putLong(HEADER_AT + 16, base + VECTOR_AT);
        buffer.putLong(HEADER_AT + 24, 1);
        buffer.putLong(HEADER_AT + 32, base + CONTROL_AT);
        buffer.putLong(HEADER_AT + 40, CONTROL_ROOM);
        buffer.putLong(HEADER_AT + 48, 0);
        buffer.putLong(VECTOR_AT, base + DATA_AT);
        buffer.putLong(VECTOR_AT + 8, room);

        int got = SystemCalls.receiveMessage(socket.fd(), memory, HEADER_AT, 0);
        if (got == -Errno.EAGAIN) {
            return null;
        }
        check(got, "receive from", socket.name());
        byte[] payload = new byte[got];
        buffer.get(DATA_AT, payload);
        Endpoint source = Sockaddr.get(buffer, NAME_AT);

        int interfaceIndex = 0;
        int hopLimit = -1;
        IpAddress destination = Sockaddr.any(family).address();
        int end = CONTROL_AT + (int) Math.min(CONTROL_ROOM, buffer.getLong(HEADER_AT + 40));
        int at = CONTROL_AT;
        while (at + CONTROL_HEADER <= end) {
            long length = buffer.getLong(at);
            if (length < CONTROL_HEADER || length > end - at) {
                break;
            }
            int level = buffer.getInt(at + 8);
            int type = buffer.getInt(at + 12);
            int data = at + CONTROL_HEADER;
            if (level == Constants.IPPROTO_IP && type == Constants.IP_PKTINFO) {
                interfaceIndex = buffer.getInt(data); // struct in_pktinfo
                destination = address(buffer, data + 8, 4);
            } else if (level == Constants.IPPROTO_IPV6 && type == Constants.IPV6_PKTINFO) {
                destination = address(buffer, data, 16); // struct in6_pktinfo
                interfaceIndex = buffer.getInt(data + 16);
            } else if (isHopLimit(level, type)) {
                hopLimit = buffer.getInt(data);
            }
            at += (int) ((length + 7) & ~7L);
        }
        return new Datagram(
                ByteBuffer.wrap(payload),
                source.address(),
                source.port(),
                destination,
                interfaceIndex,
                hopLimit);
    }

    private static boolean isHopLimit(int level, int type) {
        return level == Constants.IPPROTO_IP
                ? type == Constants.IP_TTL
                : level == Constants.IPPROTO_IPV6 && type == Constants.IPV6_HOPLIMIT;
    }

    private static IpAddress address(ByteBuffer buffer, int at, int length) {
        byte[] bytes = new byte[length];
        buffer.get(at, bytes);
        return IpAddress.of(bytes);
    }
}
