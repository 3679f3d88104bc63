package dev.upkeep.netlink.route;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.socket.NetlinkSocket;
import dev.upkeep.netlink.socket.ReceiveBuffers;
import dev.upkeep.netlink.wire.Acknowledgement;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import dev.upkeep.netlink.wire.Netlink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Links and addresses over rtnetlink, on a loop: requests are sent without waiting for their
/// answers, which complete them in order, and notifications become [RouteEvent]s. Belongs to the
/// thread of the loop.
public final class RouteSocket implements AutoCloseable {

    /// Notifications taken per wake-up; the rest waits for the next round, so that timers are not
    /// late.
    private static final int DATAGRAMS_PER_ROUND = 64;

    /// Between attempts to read links and addresses after notifications were lost.
    private static final Duration READ_AGAIN = Duration.ofMillis(200);

    private final EventLoop loop;
    private final NetlinkSocket requests;
    private final int port;
    private final NetlinkSocket monitor;
    private final Consumer<KernelException> unreadable;
    private final EventLoop.Watch requestWatch;
    private final EventLoop.Watch monitorWatch;
    private final Consumer<RouteEvent> events;
    private final Queue<Pending> pending = new ArrayDeque<>();

    /// Learns what became of a request.
    public interface Completion {
        /// The kernel has answered.
        ///
        /// @param errno 0 when it was carried out, else positive, as in `errno.h`
        /// @param text the kernel's own text and the meaning of the errno; empty when it is 0
        void done(RouteRequest request, int errno, String text);
    }

    private boolean unreadableNow;
    private boolean closed;

    private record Pending(int sequence, RouteRequest request, Completion completion) {}

    private RouteSocket(
            EventLoop loop,
            NetlinkSocket requests,
            NetlinkSocket monitor,
            Consumer<RouteEvent> events,
            Consumer<KernelException> unreadable)
            throws KernelException {
        this.loop = loop;
        this.unreadable = unreadable;
        this.requests = requests;
        this.port = requests.port();
        this.monitor = monitor;
        this.events = events;
        requestWatch = loop.watch(requests.fd(), EventLoop.EPOLLIN, _ -> answersArrived());
        monitorWatch = loop.watch(monitor.fd(), EventLoop.EPOLLIN, _ -> eventsArrived());
    }

    /// Opens the sockets and begins to watch. A dump made afterwards misses nothing: what changes
    /// meanwhile is reported again.
    ///
    /// @param events gets every notification, on the thread of the loop
    /// @param unreadable gets the cause, once, when notifications were lost and links and addresses
    ///   cannot be read; they are read as soon as that works
    public static RouteSocket open(
            EventLoop loop, Consumer<RouteEvent> events, Consumer<KernelException> unreadable)
            throws KernelException {
        return open(loop, events, unreadable, ReceiveBuffers.AMPLE);
    }

    /// Opens the sockets with other receive buffers.
    public static RouteSocket open(
            EventLoop loop,
            Consumer<RouteEvent> events,
            Consumer<KernelException> unreadable,
            ReceiveBuffers buffers)
            throws KernelException {
        NetlinkSocket requests = NetlinkSocket.open("route request socket", Netlink.NETLINK_ROUTE);
        try {
            NetlinkSocket monitor =
                    NetlinkSocket.open("route monitor socket", Netlink.NETLINK_ROUTE);
            try {
                monitor.subscribe(RouteNumbers.RTNLGRP_LINK);
                monitor.subscribe(RouteNumbers.RTNLGRP_IPV4_IFADDR);
                monitor.subscribe(RouteNumbers.RTNLGRP_IPV6_IFADDR);
                receiveBuffer(requests, buffers.requests());
                receiveBuffer(monitor, buffers.monitor());
                return new RouteSocket(loop, requests, monitor, events, unreadable);
            } catch (KernelException refused) {
                monitor.close();
                throw refused;
            }
        } catch (KernelException refused) {
            requests.close();
            throw refused;
        }
    }

    /// Changes the receive buffers; any thread.
    public void receiveBuffers(ReceiveBuffers buffers) throws KernelException {
        receiveBuffer(requests, buffers.requests());
        receiveBuffer(monitor, buffers.monitor());
    }

    private static void receiveBuffer(NetlinkSocket socket, ReceiveBuffers.@Nullable Size size)
            throws KernelException {
        socket.receiveBuffer(
                size == null ? new ReceiveBuffers.Size(NetlinkSocket.RECEIVE_BUFFER, true) : size);
    }

    /// Reads all links. Needs no loop; any thread.
    public static List<Link> links() throws KernelException {
        try (var socket = NetlinkSocket.open("route dump socket", Netlink.NETLINK_ROUTE)) {
            return socket.dump("dump links", RouteEncoder::dumpLinks, RouteDecoder::link);
        }
    }

    /// Reads all addresses. Needs no loop; any thread.
    public static List<InterfaceAddress> addresses() throws KernelException {
        try (var socket = NetlinkSocket.open("route dump socket", Netlink.NETLINK_ROUTE)) {
            return socket.dump(
                    "dump addresses", RouteEncoder::dumpAddresses, RouteDecoder::address);
        }
    }

    /// Reports routes and rules of protocol [RouteEntry#KEEPALIVED] from now on.
    public void watchRouting() throws KernelException {
        monitor.subscribe(RouteNumbers.RTNLGRP_IPV4_ROUTE);
        monitor.subscribe(RouteNumbers.RTNLGRP_IPV6_ROUTE);
        monitor.subscribe(RouteNumbers.RTNLGRP_IPV4_RULE);
        monitor.subscribe(RouteNumbers.RTNLGRP_IPV6_RULE);
    }

    /// Reads the routes of protocol [RouteEntry#KEEPALIVED] of both families; the kernel leaves the
    /// others out. Needs no loop; any thread.
    public static List<RouteEntry> routes() throws KernelException {
        List<RouteEntry> routes = new ArrayList<>();
        try (var socket = NetlinkSocket.open("route dump socket", Netlink.NETLINK_ROUTE)) {
            socket.strictChecks();
            for (Family family : Family.values()) {
                routes.addAll(
                        socket.dump(
                                "dump routes",
                                (out, sequence) -> RouteEncoder.dumpRoutes(out, sequence, family),
                                RoutingDecoder::ofKeepalived));
            }
        }
        return routes;
    }

    /// Reads the rules of both families. Needs no loop; any thread.
    public static List<RuleEntry> rules() throws KernelException {
        List<RuleEntry> rules = new ArrayList<>();
        try (var socket = NetlinkSocket.open("route dump socket", Netlink.NETLINK_ROUTE)) {
            for (Family family : Family.values()) {
                rules.addAll(
                        socket.dump(
                                "dump rules",
                                (out, sequence) -> RouteEncoder.dumpRules(out, sequence, family),
                                RoutingDecoder::rule));
            }
        }
        return rules;
    }

    /// Sends requests, in order and in as few system calls as fit; their completions follow on the
    /// loop.
    ///
    /// @throws KernelException when sending fails; then no completion of these requests follows
    public void submit(List<? extends RouteRequest> changes, Completion completion)
            throws KernelException {
        for (RouteRequest request : changes) {
            int sequence = requests.nextSequence();
            RouteEncoder.change(requests.writer(), sequence, request);
            pending.add(new Pending(sequence, request, completion));
            if (requests.writer().room() < RouteEncoder.LONGEST_REQUEST) {
                flush();
            }
        }
        flush();
    }

    /// Sends one request.
    public void submit(RouteRequest request, Completion completion) throws KernelException {
        submit(List.of(request), completion);
    }

    /// Carries requests out before it returns: for a shutdown, when the loop no longer runs.
    ///
    /// @param completion is called for every request before this returns
    public void apply(List<? extends RouteRequest> changes, Completion completion)
            throws KernelException {
        submit(changes, completion);
        answersArrived();
    }

    /// Requests whose answer has not come yet.
    public int pending() {
        return pending.size();
    }

    private void flush() throws KernelException {
        if (requests.writer().messages() > 0) {
            requests.writer().acknowledgeLast();
            int last = requests.writer().lastSequence();
            int first = last - requests.writer().messages() + 1;
            try {
                requests.send();
            } catch (KernelException failed) {
                pending.removeIf(waiting ->
                        waiting.sequence() - first >= 0 && waiting.sequence() - last <= 0);
                throw failed;
            }
        }
    }

    private void answersArrived() {
        try {
            for (MessageReader message = requests.receive();
                    message != null;
                    message = requests.receive()) {
                while (message.next()) {
                    if (message.type() == Netlink.NLMSG_ERROR) {
                        complete(message.sequence(), Acknowledgement.decode(message));
                    }
                }
            }
        } catch (KernelException lost) {
            completeAll(lost.errno(), lost.text());
        } catch (MalformedMessageException malformed) {
            completeAll(Errno.EINVAL, malformed.problem());
        }
    }

    /// The kernel works requests off in order, and those before the last of a send answer only when
    /// they are refused: an answer completes all before it.
    private void complete(int sequence, Acknowledgement ack) {
        for (Pending first = pending.peek();
                first != null && first.sequence() - sequence <= 0;
                first = pending.peek()) {
            pending.remove();
            boolean answered = first.sequence() == sequence && ack.errno() != 0;
            first.completion()
                    .done(
                            first.request(),
                            answered ? ack.errno() : 0,
                            answered ? NetlinkSocket.text(ack) : "");
        }
    }

    private void completeAll(int errno, String text) {
        while (!pending.isEmpty()) {
            Pending first = pending.remove();
            first.completion().done(first.request(), errno, text);
        }
    }

    private void eventsArrived() {
        try {
            for (int i = 0; i < DATAGRAMS_PER_ROUND; i++) {
                MessageReader message = monitor.receive();
                if (message == null) {
                    return;
                }
                while (message.next()) {
                    RouteEvent event = RouteDecoder.event(message);
                    if (event != null && !isOwn(event)) {
                        events.accept(event);
                    }
                }
            }
        } catch (KernelException lost) {
            lost(lost);
        } catch (MalformedMessageException malformed) {
            lost(new KernelException("read route notifications", 0, malformed.problem()));
        }
    }

    private void lost(KernelException cause) {
        if (!unreadableNow) { // else they are about to be read
            resynchronize(cause);
        }
    }

    private boolean isOwn(RouteEvent event) {
        return event instanceof RouteEvent.RouteReplaced(RouteEntry _, int by) && by == port;
    }

    /// Reads links and addresses anew after a while and reports them as after an overrun: what a
    /// receiver reads besides could not be read.
    public void readLater() {
        loop.after(
                READ_AGAIN,
                () -> {
                    if (!closed) {
                        resynchronize(new KernelException("read again", 0, ""));
                    }
                });
    }

    /// After an overrun only a dump shows the state. What the socket holds from before would turn
    /// the picture back and is dropped; what arrives during the dump is reported once more, in
    /// order.
    private void resynchronize(KernelException cause) {
        try {
            monitor.drop();
            RouteEvent all = new RouteEvent.Resynchronized(links(), addresses());
            unreadableNow = false;
            events.accept(all);
        } catch (KernelException failed) { // no descriptor or memory, or too many changes
            if (!unreadableNow) {
                failed.addSuppressed(cause);
                unreadableNow = true;
                unreadable.accept(failed);
            }
            readLater();
        }
    }

    @Override
    public void close() {
        closed = true;
        requestWatch.close();
        monitorWatch.close();
        requests.close();
        monitor.close();
    }
}
