package dev.upkeep.netlink.io;

import static dev.upkeep.netlink.io.SystemCalls.check;

import dev.upkeep.net.Endpoint;
import java.nio.ByteBuffer;

/// `sendto` of one packet.
final class PacketSender {

    private static final int ADDRESS_AT = 65536;

    private PacketSender() {}

    /// Sends the remaining bytes of a packet, which is left as it was.
    ///
    /// @throws KernelException also EAGAIN and ENOBUFS, when the packet was not sent because a
    ///   buffer is full, and EMSGSIZE
    static void send(Socket socket, ByteBuffer packet, Endpoint to, int scope)
            throws KernelException {
        NativeMemory memory = load(packet);
        int length = Sockaddr.put(memory.buffer(), ADDRESS_AT, to, scope);
        send(socket, memory, packet.remaining(), length, " to " + to.address());
    }

    /// Sends a frame through an interface.
    static void send(Socket socket, ByteBuffer frame, int interfaceIndex, int etherType)
            throws KernelException {
        NativeMemory memory = load(frame);
        int length = Sockaddr.putPacket(memory.buffer(), ADDRESS_AT, interfaceIndex, etherType);
        send(socket, memory, frame.remaining(), length, " on interface " + interfaceIndex);
    }

    /// Sends to the peer that the socket is connected to.
    static void send(Socket socket, ByteBuffer packet) throws KernelException {
        send(socket, load(packet), packet.remaining(), 0, "");
    }

    private static NativeMemory load(ByteBuffer packet) {
        if (packet.remaining() > ADDRESS_AT) {
            throw new IllegalArgumentException(
                    "packet: want at most 65536 bytes, got " + packet.remaining());
        }
        NativeMemory memory = NativeMemory.scratch();
        memory.buffer().put(0, packet, packet.position(), packet.remaining());
        return memory;
    }

    private static void send(
            Socket socket, NativeMemory memory, int length, int addressLength, String where)
            throws KernelException {
        int sent = SystemCalls.send(socket.fd(), memory, length, ADDRESS_AT, addressLength);
        if (sent < 0) {
            check(sent, "send on " + socket.name() + where);
        }
    }
}
