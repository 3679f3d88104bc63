package dev.upkeep.netlink.socket;

import static dev.upkeep.netlink.libc.SystemCalls.check;

import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.Sockaddr;
import dev.upkeep.netlink.libc.SystemCalls;
import java.nio.ByteBuffer;

/// `sendmsg` of one packet.
final class PacketSender {

    private static final int ADDRESS_AT = 65536; // behind the packet: struct sockaddr_*, 28 bytes
    private static final int HEADER_AT = ADDRESS_AT + 32; // struct msghdr, 56 bytes
    private static final int VECTOR_AT = HEADER_AT + 56; // struct iovec, 16 bytes

    private PacketSender() {}

    /// Sends the remaining bytes of a packet, which is left as it was.
    ///
    /// @throws KernelException also EAGAIN and ENOBUFS, when the packet was not sent because a
    ///   buffer is full, and EMSGSIZE
    static void send(Socket socket, ByteBuffer packet, Endpoint to, int scope)
            throws KernelException {
        NativeMemory memory = load(packet);
        int length = Sockaddr.put(memory.buffer(), ADDRESS_AT, to, scope);
        int sent = send(socket, memory, packet.remaining(), length);
        if (sent < 0) { // the text is made for no other
            check(sent, "send on " + socket.name() + " to " + to.address());
        }
    }

    /// Sends a frame through an interface.
    static void send(Socket socket, ByteBuffer frame, int interfaceIndex, int etherType)
            throws KernelException {
        NativeMemory memory = load(frame);
        int length = Sockaddr.putPacket(memory.buffer(), ADDRESS_AT, interfaceIndex, etherType);
        int sent = send(socket, memory, frame.remaining(), length);
        if (sent < 0) {
            check(sent, "send on " + socket.name() + " on interface " + interfaceIndex);
        }
    }

    /// Sends to the peer that the socket is connected to.
    static void send(Socket socket, ByteBuffer packet) throws KernelException {
        int sent = send(socket, load(packet), packet.remaining(), 0);
        if (sent < 0) {
            check(sent, "send on " + socket.name());
        }
    }

    private static NativeMemory load(ByteBuffer packet) {
        if (packet.remaining() > ADDRESS_AT) {
            throw new IllegalArgumentException(
                    "packet: expected at most 65536 bytes, got " + packet.remaining());
        }
        NativeMemory memory = NativeMemory.scratch();
        memory.buffer().put(0, packet, packet.position(), packet.remaining());
        return memory;
    }

    /// Returns the negated errno of a refusal.
    private static int send(Socket socket, NativeMemory memory, int length, int addressLength) {
        ByteBuffer buffer = memory.buffer();
        long base = memory.address();
        buffer.putLong(HEADER_AT, addressLength == 0 ? 0 : base + ADDRESS_AT);
        buffer.putLong(HEADER_AT + 8, addressLength);
        buffer.putLong(HEADER_AT + 16, base + VECTOR_AT);
        buffer.putLong(HEADER_AT + 24, 1);
        buffer.putLong(HEADER_AT + 32, 0).putLong(HEADER_AT + 40, 0).putLong(HEADER_AT + 48, 0);
        buffer.putLong(VECTOR_AT, base).putLong(VECTOR_AT + 8, length);
        return SystemCalls.sendMessage(socket.fd(), memory, HEADER_AT);
    }
}
