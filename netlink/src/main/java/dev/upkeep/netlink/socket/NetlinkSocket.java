package dev.upkeep.netlink.socket;

import static dev.upkeep.netlink.libc.SystemCalls.check;
import static dev.upkeep.netlink.libc.SystemCalls.failure;

import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.Sockaddr;
import dev.upkeep.netlink.libc.SystemCalls;
import dev.upkeep.netlink.wire.Acknowledgement;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import dev.upkeep.netlink.wire.MessageWriter;
import dev.upkeep.netlink.wire.Netlink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A netlink socket of any protocol and the three conversations over it: a batch with one
/// acknowledgement ([#exchange]), a dump ([#dump]), and what arrives by itself ([#receive]).
///
/// The kernel works a request off inside the send call and a dump inside the receive calls, so the
/// socket never has to wait: when nothing can be received, nothing will come.
public final class NetlinkSocket extends Socket {

    /// The size of one send unless a caller asks for more: beyond 16 to 64 KiB only the kernel's
    /// own work is left.
    public static final int BATCH_BYTES = 65536;

    /// Room for the acknowledgements of a batch in which every message is refused.
    public static final int RECEIVE_BUFFER = 4 << 20;

    /// More than a notification or an acknowledgement has.
    private static final int DATAGRAM_BYTES = 65536;

    private static final int DUMP_ATTEMPTS = 20;

    private static final int NETLINK_GET_STRICT_CHK = 12;

    private final NativeMemory outgoing;
    private final NativeMemory incoming = new NativeMemory(DATAGRAM_BYTES);
    private final MessageWriter writer;
    private final MessageReader reader = new MessageReader(incoming.buffer());
    private int sequence;

    /// Whether a conversation is going on or failed: the rest of its answers may be there, and a
    /// dump that is not read to its end makes the kernel refuse the next one (EBUSY).
    private boolean unread;

    /// Room for the answers of dumps; made with the first.
    private @Nullable DatagramBatch dumped;

    /// Gets the answers of a batch.
    public interface Answers {
        /// Called when a request was refused; `ack.errno()` is not 0.
        void refused(int sequence, Acknowledgement ack);

        /// Called with a message that is no acknowledgement.
        default void message(MessageReader message) throws MalformedMessageException {}
    }

    /// Writes the request of a dump.
    public interface DumpRequest {
        /// Writes one message with `NLM_F_DUMP` and this sequence number.
        void write(MessageWriter out, int sequence);
    }

    /// Reads one message of a dump.
    public interface Decoder<T> {
        /// The value of the message the reader stands at, null to leave it out.
        @Nullable T decode(MessageReader message) throws MalformedMessageException;
    }

    private NetlinkSocket(String name, int protocol, int batchBytes) throws KernelException {
        super(name, Constants.AF_NETLINK, Constants.SOCK_RAW | Constants.SOCK_NONBLOCK, protocol);
        outgoing = new NativeMemory(batchBytes);
        writer = new MessageWriter(outgoing.buffer());
    }

    /// Opens a socket with the usual room for batches.
    ///
    /// @param name what errors call it: `IPVS socket`
    /// @param protocol `NETLINK_*`
    public static NetlinkSocket open(String name, int protocol) throws KernelException {
        return open(name, protocol, BATCH_BYTES);
    }

    /// Opens a socket.
    ///
    /// @param batchBytes room of [#writer]: a transaction that must not be split may need more
    public static NetlinkSocket open(String name, int protocol, int batchBytes)
            throws KernelException {
        NetlinkSocket socket = new NetlinkSocket(name, protocol, batchBytes);
        try {
            socket.receiveBuffer(RECEIVE_BUFFER);
            if (batchBytes > BATCH_BYTES) {
                socket.sendBuffer(2 * batchBytes);
            }
            socket.option(Constants.SOL_NETLINK, Constants.NETLINK_EXT_ACK, 1, "extended ack");
            socket.option(Constants.SOL_NETLINK, Constants.NETLINK_CAP_ACK, 1, "capped ack");
            NativeMemory memory = NativeMemory.scratch();
            int length = Sockaddr.putNetlink(memory.buffer(), 0, 0);
            check(SystemCalls.bind(socket.fd(), memory, length), "bind " + name);
            return socket;
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    /// Returns the number under which the kernel knows this socket (`nl_pid`).
    public int port() throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        check(SystemCalls.localName(fd(), memory, Sockaddr.ROOM), "local address of " + name());
        return Sockaddr.netlinkPort(memory.buffer(), 0);
    }

    /// Receives the notifications of a group (a number, not a mask) from now on.
    public void subscribe(int group) throws KernelException {
        option(Constants.SOL_NETLINK, Constants.NETLINK_ADD_MEMBERSHIP, group, "membership");
    }

    /// Makes the kernel filter dumps of routes by what their header says
    /// (`NETLINK_GET_STRICT_CHK`).
    public void strictChecks() throws KernelException {
        option(Constants.SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1, "strict checks");
    }

    /// Returns the request that [#exchange] or [#send] sends; both clear it.
    public MessageWriter writer() {
        return writer;
    }

    /// Returns a sequence number for the next message. The messages of one send take numbers that
    /// follow one another.
    public int nextSequence() {
        return ++sequence;
    }

    /// Sends what [#writer] holds without looking at answers, and clears it.
    public void send() throws KernelException {
        if (unread) {
            drop();
        }
        int length = writer.length();
        writer.clear();
        int sent = SystemCalls.send(fd(), outgoing, length);
        if (sent != length) {
            throw failure(sent < 0 ? -sent : Errno.EMSGSIZE, "send on " + name());
        }
    }

    /// Drops what can be received.
    ///
    /// @throws KernelException when receiving fails for another reason than an overrun (ENOBUFS)
    public void drop() throws KernelException {
        boolean more = true;
        while (more) {
            try {
                more = receive() != null;
            } catch (KernelException failed) {
                if (failed.errno() != Errno.ENOBUFS && failed.errno() != Errno.EMSGSIZE) {
                    throw failed;
                }
            }
        }
        unread = false;
    }

    /// Receives one datagram, null when there is none.
    ///
    /// @throws KernelException ENOBUFS after an overrun: messages are lost, and whoever keeps a
    ///   picture of the kernel's state has to read it anew
    public @Nullable MessageReader receive() throws KernelException {
        int got = SystemCalls.receive(fd(), incoming, DATAGRAM_BYTES, Constants.MSG_TRUNC);
        if (got == -Errno.EAGAIN) {
            return null;
        }
        check(got, "receive from", name());
        if (got > DATAGRAM_BYTES) {
            throw failure(Errno.EMSGSIZE, "receive " + got + " bytes from " + name());
        }
        return reader.reset(got);
    }

    /// Sends what [#writer] holds, asks for the acknowledgement of its last message, and reads
    /// until that has come. Messages before the last one answer only when they are refused.
    ///
    /// @throws KernelException when the exchange itself fails: then it is unknown what the kernel
    ///   did
    public void exchange(Answers answers) throws KernelException {
        if (writer.messages() == 0) {
            return;
        }
        writer.acknowledgeLast();
        int last = writer.lastSequence();
        int first = last - writer.messages() + 1; // they are numbered without gaps
        send();
        unread = true;
        readAnswers(first, last, answers);
        unread = false;
    }

    private void readAnswers(int first, int last, Answers answers) throws KernelException {
        boolean refused = false;
        boolean open = true;
        while (open) {
            MessageReader message = receive();
            if (message == null) {
                if (!refused) { // a refused transaction may end without the last acknowledgement
                    throw failure(Errno.ETIMEDOUT, "wait for the answer on " + name());
                }
                return;
            }
            try {
                while (message.next()) {
                    if (message.sequence() - first < 0 || message.sequence() - last > 0) {
                        continue; // of an exchange that failed
                    }
                    if (message.type() != Netlink.NLMSG_ERROR) {
                        answers.message(message);
                        continue;
                    }
                    Acknowledgement ack = Acknowledgement.decode(message);
                    if (ack.errno() != 0) {
                        refused = true;
                        answers.refused(message.sequence(), ack);
                    }
                    open &= message.sequence() != last;
                }
            } catch (MalformedMessageException malformed) {
                throw malformed(malformed);
            }
        }
    }

    /// Sends what [#writer] holds, a single request, and reads its answer.
    ///
    /// @param operation what a refusal calls the request
    /// @param answers gets the messages before the acknowledgement
    /// @throws KernelException when it is refused
    public void request(String operation, Decoder<?> answers) throws KernelException {
        var single =
                new Answers() {
                    private @Nullable KernelException failure;

                    @Override
                    public void refused(int sequence, Acknowledgement ack) {
                        failure = refusal(operation, ack);
                    }

                    @Override
                    public void message(MessageReader message) throws MalformedMessageException {
                        answers.decode(message);
                    }
                };
        exchange(single);
        if (single.failure != null) {
            throw single.failure;
        }
    }

    /// Reads a whole dump, again when the kernel says that it changed meanwhile.
    ///
    /// @param operation what a refusal calls the dump
    public <T> List<T> dump(String operation, DumpRequest request, Decoder<T> decoder)
            throws KernelException {
        for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
            List<T> found = new ArrayList<>();
            if (dumpOnce(operation, request, decoder, found)) {
                return found;
            }
        }
        throw new KernelException(
                operation, 0, "the table changed during each of " + DUMP_ATTEMPTS + " dumps");
    }

    /// Reads a dump once, without asking whether it is consistent.
    ///
    /// @return false when `NLM_F_DUMP_INTR` came: what was found is not one state of the table
    public <T> boolean dumpOnce(
            String operation, DumpRequest request, Decoder<T> decoder, List<? super T> found)
            throws KernelException {
        int asked = nextSequence();
        writer.clear();
        request.write(writer, asked);
        send();
        unread = true;
        DumpState dump = new DumpState();
        while (dump.open) {
            List<MessageReader> datagrams = dumped().receive(this);
            if (datagrams.isEmpty()) {
                throw failure(Errno.ETIMEDOUT, operation + ": wait for the rest of the dump");
            }
            try {
                for (MessageReader datagram : datagrams) {
                    read(datagram, asked, operation, decoder, found, dump);
                }
            } catch (MalformedMessageException malformed) {
                throw malformed(malformed);
            }
        }
        unread = false;
        return dump.consistent;
    }

    /// Progress of a dump.
    private static final class DumpState {
        private boolean consistent = true;
        private boolean open = true;
    }

    private static <T> void read(
            MessageReader message,
            int asked,
            String operation,
            Decoder<T> decoder,
            List<? super T> found,
            DumpState dump)
            throws KernelException, MalformedMessageException {
        while (message.next()) {
            if (message.sequence() != asked) {
                continue;
            }
            dump.consistent &= (message.flags() & Netlink.NLM_F_DUMP_INTR) == 0;
            switch (message.type()) {
                case Netlink.NLMSG_ERROR ->
                        throw refusal(operation, Acknowledgement.decode(message));
                case Netlink.NLMSG_DONE -> {
                    if (message.doneErrno() != 0) {
                        throw failure(message.doneErrno(), operation);
                    }
                    dump.open = false;
                }
                default -> {
                    T value = decoder.decode(message);
                    if (value != null) {
                        found.add(value);
                    }
                }
            }
        }
    }

    private DatagramBatch dumped() {
        if (dumped == null) {
            dumped = new DatagramBatch();
        }
        return dumped;
    }

    /// Returns the exception for a refusal, with the kernel's own text.
    public static KernelException refusal(String operation, Acknowledgement ack) {
        return new KernelException(operation, ack.errno(), text(ack));
    }

    /// Returns the kernel's own text, and what the errno means.
    public static String text(Acknowledgement ack) {
        String meaning = Errno.text(ack.errno());
        return ack.text().isEmpty() ? meaning : ack.text() + ": " + meaning;
    }

    private KernelException malformed(MalformedMessageException malformed) {
        var failure = new KernelException("read from " + name(), 0, malformed.problem());
        failure.initCause(malformed);
        return failure;
    }
}
