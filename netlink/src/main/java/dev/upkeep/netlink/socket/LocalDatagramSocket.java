package dev.upkeep.netlink.socket;

import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A socket for datagrams to a path of this machine (`unix(7)`), such as `/dev/log`. It blocks:
/// when the receiver is slow, sending waits for it. Java's own channels know only streams there.
public final class LocalDatagramSocket extends Socket {

    private static final int PATH_AT = Short.BYTES;
    private static final int PATH_ROOM = 108;

    private LocalDatagramSocket() throws KernelException {
        super("local datagram socket", Constants.AF_UNIX, Constants.SOCK_DGRAM, 0);
    }

    /// Returns a socket whose datagrams go to `path`.
    ///
    /// @throws KernelException ENOENT or ECONNREFUSED when nobody listens there
    public static LocalDatagramSocket connect(String path) throws KernelException {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= PATH_ROOM) {
            throw new IllegalArgumentException(
                    "socket path: expected less than 108 bytes, got " + path);
        }
        LocalDatagramSocket socket = new LocalDatagramSocket();
        NativeMemory memory = NativeMemory.scratch();
        memory.buffer().putShort(0, (short) Constants.AF_UNIX).put(PATH_AT, bytes);
        memory.buffer().put(PATH_AT + bytes.length, (byte) 0);
        int length = PATH_AT + bytes.length + 1;
        int result = SystemCalls.connect(socket.fd(), memory, length);
        if (result < 0) {
            socket.close();
            throw SystemCalls.failure(-result, "connect to " + path);
        }
        return socket;
    }

    /// Sends one datagram of at most 65536 bytes, waiting for room.
    ///
    /// @throws KernelException ECONNREFUSED or ENOTCONN when the receiver has gone
    public void send(ByteBuffer datagram) throws KernelException {
        PacketSender.send(this, datagram);
    }
}
