package dev.upkeep.netlink.process;

import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.socket.NetlinkSocket;
import dev.upkeep.netlink.socket.ReceiveBuffers;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Starts and ends of processes as the kernel's process connector reports them. It exists in the
/// first network namespace only, so the socket is opened there. Belongs to the thread of the loop.
public final class ProcessMonitor implements AutoCloseable {

    private static final int NETLINK_CONNECTOR = 11;
    private static final int CN_IDX_PROC = 1;
    private static final int CN_VAL_PROC = 1;
    private static final int PROC_CN_MCAST_LISTEN = 1;
    private static final int NLMSG_DONE = 3;
    private static final int EVENT_AT = 20; // behind struct cn_msg
    private static final int DATA_AT = EVENT_AT + 16; // behind what, cpu, timestamp_ns
    private static final int PROC_EVENT_NONE = 0x0; // the answer to a request
    private static final int PROC_EVENT_FORK = 0x1;
    private static final int PROC_EVENT_EXEC = 0x2;
    private static final int PROC_EVENT_COMM = 0x200;
    private static final int PROC_EVENT_EXIT = 0x8000_0000;
    private static final int EVENTS_PER_ROUND = 256;
    private static final int RECEIVE_BUFFER = 4 << 20;

    /// At most so many events are ahead of the answer to a request: other programs listen, too.
    private static final int EVENTS_BEFORE_ANSWER = 65_536;

    private final NetlinkSocket socket;
    private final Consumer<ProcessEvent> events;
    private final EventLoop.Watch watch;

    private ProcessMonitor(NetlinkSocket socket, EventLoop loop, Consumer<ProcessEvent> events)
            throws KernelException {
        this.socket = socket;
        this.events = events;
        watch = loop.watch(socket.fd(), EventLoop.EPOLLIN, _ -> receive());
    }

    /// Begins to listen.
    ///
    /// @param buffer of the socket (`process_monitor_rcv_bufs`), null for our own choice
    /// @throws KernelException EPERM without CAP_NET_ADMIN, ECONNREFUSED where the kernel has no
    ///   connector, EOPNOTSUPP where that does not report processes: without PROC_EVENTS, and to
    ///   all but the first PID namespace
    public static ProcessMonitor open(
            EventLoop loop, ReceiveBuffers.@Nullable Size buffer, Consumer<ProcessEvent> events)
            throws KernelException {
        NetlinkSocket socket = inFirstNamespace();
        try {
            if (buffer == null) {
                socket.receiveBuffer(RECEIVE_BUFFER);
            } else {
                socket.receiveBuffer(buffer);
            }
            return new ProcessMonitor(socket, loop, events);
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    /// The connector speaks in the first namespace only. Where that of process 1 is not shown, this
    /// process may be in it.
    private static NetlinkSocket inFirstNamespace() throws KernelException {
        try {
            return NetworkNamespace.in("", ProcessMonitor::listening);
        } catch (KernelException hidden) {
            if (hidden.errno() != Errno.EACCES) {
                throw hidden;
            }
            return listening();
        }
    }

    private static NetlinkSocket listening() throws KernelException {
        NetlinkSocket socket = NetlinkSocket.open("process connector", NETLINK_CONNECTOR);
        try {
            socket.subscribe(CN_IDX_PROC);
            socket.writer()
                    .begin(NLMSG_DONE, 0, socket.nextSequence())
                    .header32(CN_IDX_PROC)
                    .header32(CN_VAL_PROC)
                    .header32(0)
                    .header32(0)
                    .header16(Integer.BYTES)
                    .header16(0)
                    .header32(PROC_CN_MCAST_LISTEN)
                    .end();
            socket.send();
            confirm(socket);
            return socket;
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    /// Reads the answer to the request. It is there when the request has been sent: the kernel
    /// answers inside the send call. A connector without processes takes the request and is silent.
    private static void confirm(NetlinkSocket socket) throws KernelException {
        try {
            for (int i = 0; i < EVENTS_BEFORE_ANSWER; i++) {
                MessageReader message = socket.receive();
                if (message == null) {
                    break;
                }
                while (message.next()) {
                    if (message.u32(EVENT_AT) == PROC_EVENT_NONE) {
                        int errno = message.u32(DATA_AT);
                        if (errno != 0) {
                            throw new KernelException("listen to the process connector", errno, "");
                        }
                        return;
                    }
                }
            }
        } catch (MalformedMessageException malformed) {
            throw new KernelException(
                    "listen to the process connector", Errno.EINVAL, malformed.problem());
        }
        throw new KernelException(
                "listen to the process connector",
                Errno.EOPNOTSUPP,
                "no answer: the kernel reports no processes, or not in this PID namespace");
    }

    private void receive() {
        try {
            for (int i = 0; i < EVENTS_PER_ROUND; i++) {
                MessageReader message = socket.receive();
                if (message == null) {
                    return;
                }
                while (message.next()) {
                    decode(message);
                }
            }
        } catch (KernelException | MalformedMessageException lost) {
            boolean overrun =
                    lost instanceof KernelException failed && failed.errno() == Errno.ENOBUFS;
            if (overrun) {
                events.accept(new ProcessEvent.Lost());
            } else {
                close();
                events.accept(new ProcessEvent.Ended(String.valueOf(lost.getMessage())));
            }
        }
    }

    private void decode(MessageReader message) throws MalformedMessageException {
        switch (message.u32(EVENT_AT)) {
            case PROC_EVENT_FORK -> {
                int child = message.u32(DATA_AT + 8);
                if (child == message.u32(DATA_AT + 12)) { // its own thread group: no thread
                    events.accept(new ProcessEvent.Forked(message.u32(DATA_AT + 4), child));
                }
            }
            case PROC_EVENT_EXEC, PROC_EVENT_COMM -> {
                int pid = message.u32(DATA_AT);
                if (pid == message.u32(DATA_AT + 4)) {
                    events.accept(new ProcessEvent.Changed(pid));
                }
            }
            case PROC_EVENT_EXIT -> {
                int pid = message.u32(DATA_AT);
                if (pid == message.u32(DATA_AT + 4)) {
                    events.accept(new ProcessEvent.Exited(pid));
                }
            }
            default -> {} // changes of users and groups, acknowledgements
        }
    }

    /// Ends the reports.
    @Override
    public void close() {
        watch.close();
        socket.close();
    }
}
