package dev.upkeep.vrrp.io;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.socket.Datagram;
import dev.upkeep.netlink.socket.DatagramSocket;
import dev.upkeep.netlink.socket.SocketFilter;
import dev.upkeep.netlink.socket.SocketOptions;
import dev.upkeep.vrrp.wire.FingerprintDatagram;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The UDP sockets of fingerprints: one that receives for each family and interface, behind a
/// filter of the kernel for their first word, and one that sends for each source. Belongs to the
/// vrrp thread.
final class FingerprintSockets implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    private static final int HOP_LIMIT = 255;
    private static final int UDP_HEADER = 8;

    /// Datagrams taken per wake-up: adverts and timers come first.
    private static final int DATAGRAMS_PER_ROUND = 16;

    private final EventLoop loop;
    private final int port;
    private final BiConsumer<Place, Datagram> receiver;
    private final Map<Place, Receiver> receivers = new HashMap<>();
    private final Map<Sender, DatagramSocket> senders = new HashMap<>();
    private final LogLimiter limiter = new LogLimiter();

    /// The place where datagrams of an instance are received.
    ///
    /// @param interfaceIndex 0 for unicast without an interface
    record Place(Family family, int interfaceIndex) {
        static Place of(Family family, @Nullable Link link) {
            return new Place(family, link == null ? 0 : link.index());
        }
    }

    private record Sender(Place place, IpAddress source) {}

    private record Receiver(DatagramSocket socket, EventLoop.Watch watch, Set<IpAddress> groups) {}

    FingerprintSockets(EventLoop loop, int port, BiConsumer<Place, Datagram> receiver) {
        this.loop = loop;
        this.port = port;
        this.receiver = receiver;
    }

    int port() {
        return port;
    }

    /// Begins to receive for an instance, unless it does.
    ///
    /// @param group null for unicast
    void receive(Family family, @Nullable Link link, @Nullable IpAddress group) {
        Place place = Place.of(family, link);
        try {
            Receiver there = receivers.get(place);
            if (there == null) {
                there = open(place, link);
                receivers.put(place, there);
            }
            if (group != null && there.groups().add(group)) {
                there.socket().join(group, place.interfaceIndex());
            }
        } catch (KernelException refused) {
            report(place, refused);
        }
    }

    private Receiver open(Place place, @Nullable Link link) throws KernelException {
        DatagramSocket socket = DatagramSocket.udp(place.family(), options(link));
        try {
            if (place.family() == Family.INET6) {
                socket.ipv6Only();
            }
            socket.filter(SocketFilter.word(UDP_HEADER, FingerprintDatagram.MAGIC));
            IpAddress any = IpAddress.of(new byte[place.family() == Family.INET ? 4 : 16]);
            socket.bind(new Endpoint(any, port), 0);
            var watch = loop.watch(socket.fd(), EventLoop.EPOLLIN, _ -> drain(place, socket));
            return new Receiver(socket, watch, new HashSet<>());
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    private static SocketOptions options(@Nullable Link link) {
        return link == null ? SocketOptions.NONE : new SocketOptions(null, 0, link.name(), 0);
    }

    private void drain(Place place, DatagramSocket socket) {
        try {
            for (int i = 0; i < DATAGRAMS_PER_ROUND; i++) {
                Datagram datagram = socket.receive();
                if (datagram == null) {
                    return;
                }
                receiver.accept(place, datagram);
            }
        } catch (KernelException failed) { // ENETDOWN and the like; link events report the rest
            log.debug("receiving fingerprints: {}", failed.getMessage());
        }
    }

    /// Sends a datagram from a source.
    void send(
            Family family,
            @Nullable Link link,
            IpAddress source,
            IpAddress to,
            ByteBuffer datagram) {
        Place place = Place.of(family, link);
        Sender key = new Sender(place, source);
        try {
            DatagramSocket socket = senders.get(key);
            if (socket == null) {
                socket = openSender(key, link);
                senders.put(key, socket);
            }
            boolean scoped = to.isMulticast() || to.isLinkLocal();
            int scope = family == Family.INET6 && scoped ? place.interfaceIndex() : 0;
            socket.send(datagram, new Endpoint(to, port), scope);
        } catch (KernelException refused) {
            report(place, refused);
        }
    }

    private static DatagramSocket openSender(Sender key, @Nullable Link link)
            throws KernelException {
        DatagramSocket socket = DatagramSocket.udp(key.place().family(), options(link));
        try {
            socket.freeBind(); // an IPv6 source may still be on probation, or be of a macvlan
            socket.bind(new Endpoint(key.source(), 0), key.place().interfaceIndex());
            socket.hopLimit(HOP_LIMIT);
            if (link != null) {
                socket.multicast(link.index(), HOP_LIMIT);
            }
            socket.receiveBuffer(0);
            return socket;
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    private void report(Place place, KernelException refused) {
        String more = limiter.admit(place, loop.now());
        if (more != null) {
            log.warn("vrrp_peer_fingerprint: {}{}", refused.getMessage(), more);
        }
    }

    /// Closes what no instance uses: interfaces and sources that are gone.
    void retain(Set<Place> places, Set<IpAddress> sources) {
        receivers
                .entrySet()
                .removeIf(each -> {
                    boolean unused = !places.contains(each.getKey());
                    if (unused) {
                        close(each.getValue());
                    }
                    return unused;
                });
        senders.entrySet()
                .removeIf(each -> {
                    boolean unused =
                            !places.contains(each.getKey().place())
                                    || !sources.contains(each.getKey().source());
                    if (unused) {
                        each.getValue().close();
                    }
                    return unused;
                });
    }

    private static void close(Receiver receiver) {
        receiver.watch().close();
        receiver.socket().close();
    }

    @Override
    public void close() {
        retain(Set.of(), Set.of());
    }
}
