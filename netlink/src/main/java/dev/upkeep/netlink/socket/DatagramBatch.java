package dev.upkeep.netlink.socket;

import static dev.upkeep.netlink.libc.SystemCalls.check;
import static dev.upkeep.netlink.libc.SystemCalls.failure;

import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.SystemCalls;
import dev.upkeep.netlink.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Receives several netlink datagrams with one system call (`recvmmsg`). The end of a dump comes in
/// a datagram of its own, after what it ends: so a short dump, and a table of services needs one
/// per service, is one call instead of two.
final class DatagramBatch {

    /// Enough for a short dump; a long one fills all of them with every call.
    private static final int COUNT = 4;

    /// A dump fills as much of one datagram as there is room for, 32 KiB at most; what a link with
    /// hundreds of virtual functions needs comes in one piece all the same.
    private static final int ROOM = 65536;

    private static final int HEADER = 64; // struct mmsghdr: struct msghdr, received length, padding
    private static final int VECTOR = 16; // struct iovec
    private static final int HEADERS_AT = COUNT * ROOM;
    private static final int VECTORS_AT = HEADERS_AT + COUNT * HEADER;
    private static final int FLAGS_IN_HEADER = 48;
    private static final int LENGTH_IN_HEADER = 56;

    private final NativeMemory memory = new NativeMemory(VECTORS_AT + COUNT * VECTOR);
    private final List<MessageReader> readers = new ArrayList<>(COUNT);
    private boolean oneByOne;

    DatagramBatch() {
        ByteBuffer buffer = memory.buffer();
        for (int i = 0; i < COUNT; i++) {
            int header = HEADERS_AT + i * HEADER;
            int vector = VECTORS_AT + i * VECTOR;
            buffer.putLong(header + 16, memory.address() + vector).putLong(header + 24, 1);
            buffer.putLong(vector, memory.address() + (long) i * ROOM).putLong(vector + 8, ROOM);
            readers.add(new MessageReader(buffer.slice(i * ROOM, ROOM)));
        }
    }

    /// Receives what is there.
    ///
    /// @return a reader for each datagram, valid until the next call; none when nothing is there
    /// @throws KernelException ENOBUFS after an overrun, EMSGSIZE when one has no room
    List<MessageReader> receive(Socket socket) throws KernelException {
        if (oneByOne) {
            return receiveOne(socket);
        }
        int got = SystemCalls.receiveMessages(socket.fd(), memory, HEADERS_AT, COUNT);
        if (got == 0 || got == -Errno.ENOSYS) {
            // Linux never says 0: what stands between us and it does not know the call.
            oneByOne = true;
            return receiveOne(socket);
        }
        if (got == -Errno.EAGAIN) {
            return List.of();
        }
        check(got, "receive from " + socket.name());
        for (int i = 0; i < got; i++) {
            int header = HEADERS_AT + i * HEADER;
            int length = memory.buffer().getInt(header + LENGTH_IN_HEADER);
            if ((memory.buffer().getInt(header + FLAGS_IN_HEADER) & Constants.MSG_TRUNC) != 0) {
                throw failure(
                        Errno.EMSGSIZE,
                        "receive more than " + ROOM + " bytes from " + socket.name());
            }
            readers.get(i).reset(length);
        }
        return readers.subList(0, got);
    }

    private List<MessageReader> receiveOne(Socket socket) throws KernelException {
        int got = SystemCalls.receive(socket.fd(), memory, ROOM, Constants.MSG_TRUNC);
        if (got == -Errno.EAGAIN) {
            return List.of();
        }
        check(got, "receive from " + socket.name());
        if (got > ROOM) {
            throw failure(Errno.EMSGSIZE, "receive " + got + " bytes from " + socket.name());
        }
        return List.of(readers.getFirst().reset(got));
    }
}
