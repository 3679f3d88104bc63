package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.socket.Datagram;
import dev.upkeep.vrrp.machine.AdvertChecksum;
import dev.upkeep.vrrp.machine.AuthenticatedAdvert;
import dev.upkeep.vrrp.machine.ReceivedAdvertisement;
import dev.upkeep.vrrp.machine.ReceivedAdvertisement.Protection;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.AuthenticationHeader;
import dev.upkeep.vrrp.wire.ChecksumRule;
import dev.upkeep.vrrp.wire.HmacStamp;
import dev.upkeep.vrrp.wire.HmacTrailer;
import dev.upkeep.vrrp.wire.IpHeader;
import dev.upkeep.vrrp.wire.MalformedPacketException;
import dev.upkeep.vrrp.wire.SignedAdvertisement;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Adverts of one family on one interface: packets to and from a [PacketPort]. Belongs to the vrrp
/// thread.
final class AdvertisementSocket implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AdvertisementSocket.class);

    static final int HOP_LIMIT = 255;
    private static final int LONGEST_PACKET =
            20 + AuthenticationHeader.LENGTH + 8 + 255 * 16 + HmacTrailer.LENGTH;

    /// Packets taken per wake-up; the rest waits for the next round, so that timers are not late.
    private static final int PACKETS_PER_ROUND = 64;

    private final Key key;
    private final PacketPort port;
    private final EventLoop loop;
    private final Consumer<ReceivedAdvertisement> receiver;
    private final FloodGuard guard;
    private final EventLoop.Watch watch;
    private final LogLimiter limiter = new LogLimiter();
    private int defaultBuffer;
    private int buffered;
    private int hopLimit = HOP_LIMIT;
    private final Set<IpAddress> groups = new HashSet<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST_PACKET);

    /// The key of instances that share sockets.
    ///
    /// @param interfaceIndex 0 for unicast without an interface
    /// @param boundSource IPv6 only: the source of what is sent. The kernel would choose among all
    ///   addresses, virtual ones with the prefix of their subnet included
    /// @param protocol 112, or 51 where adverts come with an authentication header
    /// @param signed whether adverts have the trailer of `auth_hmac`, which the kernel's checksum
    ///   of IPv6 would cover
    record Key(
            Family family,
            int interfaceIndex,
            @Nullable String interfaceName,
            @Nullable IpAddress boundSource,
            int protocol,
            boolean signed) {

        /// Returns the sockets of an instance, null while an IPv6 one has no source.
        ///
        /// @param link its interface, null for unicast without one
        /// @param source of its adverts, null while there is none
        static @Nullable Key of(
                VrrpInstance instance, @Nullable Link link, @Nullable IpAddress source) {
            boolean bound = instance.identity().family() == Family.INET6;
            return bound && source == null
                    ? null
                    : new Key(
                            instance.identity().family(),
                            link == null ? 0 : link.index(),
                            link == null ? null : link.name(),
                            bound ? source : null,
                            protocol(instance),
                            instance.adverts().hmac() != null);
        }

        /// Returns the protocol of an instance's adverts.
        static int protocol(VrrpInstance instance) {
            return instance.adverts().authentication() instanceof Authentication.Header
                    ? AuthenticationHeader.PROTOCOL
                    : Advertisement.PROTOCOL;
        }
    }

    private AdvertisementSocket(
            Key key, EventLoop loop, PacketPort port, Consumer<ReceivedAdvertisement> receiver)
            throws KernelException {
        this.key = key;
        this.loop = loop;
        this.port = port;
        this.receiver = receiver;
        guard = new FloodGuard(port::filter, loop, key.interfaceName());
        watch = port.watch(loop, this::receive);
    }

    /// Opens the port and begins to receive.
    ///
    /// @throws KernelException EPERM without CAP_NET_RAW, ENODEV when the interface is gone
    static AdvertisementSocket open(
            Key key,
            EventLoop loop,
            PacketPort.Opener opener,
            Consumer<ReceivedAdvertisement> receiver)
            throws KernelException {
        PacketPort port = opener.open(key);
        try {
            return new AdvertisementSocket(key, loop, port, receiver);
        } catch (KernelException refused) {
            port.close();
            throw refused;
        }
    }

    Key key() {
        return key;
    }

    /// Returns a line about it in keepalived's words.
    String describe() {
        return "VRRP sockpool: [ifindex(%3d), family(%s), proto(%d), fd(%s) %s]"
                .formatted(
                        key.interfaceIndex(),
                        key.family() == Family.INET ? "IPv4" : "IPv6",
                        key.protocol(),
                        port.descriptors(),
                        groups.isEmpty()
                                ? "unicast"
                                : "multicast, address("
                                        + groups.stream()
                                                .map(IpAddress::toString)
                                                .sorted()
                                                .collect(Collectors.joining(" "))
                                        + ")");
    }

    /// Makes room for adverts that wait; never less than the kernel gave.
    void receiveBuffer(int bytes) {
        try {
            if (defaultBuffer == 0) {
                defaultBuffer = port.receiveBuffer() / 2; // the kernel doubles what it is asked for
            }
            int size = Math.max(defaultBuffer, bytes);
            if (size != buffered) {
                port.receiveBuffer(size);
                buffered = size;
            }
        } catch (KernelException refused) {
            log.warn("{}", refused.getMessage());
        }
    }

    /// Takes what a filter lets pass from now on.
    ///
    /// @param expectedPerSecond adverts of its instances
    void accept(AdvertisementFilter filter, int expectedPerSecond) {
        if (key.protocol() == Advertisement.PROTOCOL) { // the other has a header in between
            guard.accept(filter, expectedPerSecond);
        }
    }

    /// Takes adverts to this group from now on.
    void join(IpAddress group) throws KernelException {
        if (groups.add(group)) {
            port.join(group);
        }
    }

    /// Sends an advert to one destination.
    ///
    /// @param source of the packet
    /// @param identification of the IPv4 header
    /// @param oldChecksum put the multicast group into the pseudo header of unicast adverts too
    /// @param sequence of the authentication header, where the instance has one
    /// @param stamp of the trailer of `auth_hmac`, null for an advert without
    void send(
            VrrpInstance instance,
            Advertisement advert,
            IpAddress source,
            IpAddress destination,
            int identification,
            boolean oldChecksum,
            long sequence,
            @Nullable HmacStamp stamp)
            throws KernelException {
        buffer.clear();
        ChecksumRule rule = AdvertChecksum.sent(instance, source, destination, oldChecksum);
        if (source instanceof Ipv4Address own && destination instanceof Ipv4Address peer) {
            write(instance, advert, rule, own, peer, identification, sequence, stamp);
        } else {
            limitHops(timeToLive(instance.transport()));
            writeAdvert(instance, advert, rule, source, stamp);
        }
        port.send(buffer.flip(), destination, scope(destination));
    }

    /// Sets the hop limit of IPv6 adverts, as instances that share the socket may differ.
    private void limitHops(int hops) throws KernelException {
        if (hops != hopLimit) {
            port.hopLimit(hops);
            hopLimit = hops;
        }
    }

    private void write(
            VrrpInstance instance,
            Advertisement advert,
            ChecksumRule rule,
            Ipv4Address source,
            Ipv4Address destination,
            int identification,
            long sequence,
            @Nullable HmacStamp stamp) {
        int protocol = Key.protocol(instance);
        int length =
                IpHeader.LENGTH
                        + AdvertisementWriter.length(advert)
                        + (stamp == null ? 0 : HmacTrailer.LENGTH);
        new IpHeader(
                        protocol == AuthenticationHeader.PROTOCOL
                                ? length + AuthenticationHeader.LENGTH
                                : length,
                        identification,
                        timeToLive(instance.transport()),
                        protocol,
                        source,
                        destination)
                .write(buffer);
        if (instance.adverts().authentication() instanceof Authentication.Header(String key)) {
            AuthenticatedAdvert.write(source, sequence, advert, rule, key, buffer);
        } else {
            writeAdvert(instance, advert, rule, source, stamp);
        }
    }

    private void writeAdvert(
            VrrpInstance instance,
            Advertisement advert,
            ChecksumRule rule,
            IpAddress source,
            @Nullable HmacStamp stamp) {
        HmacAuthentication hmac = instance.adverts().hmac();
        byte[] secret = hmac == null ? null : hmac.secret(hmac.activeKey());
        if (hmac == null || secret == null || stamp == null) {
            AdvertisementWriter.write(advert, rule, buffer);
        } else {
            SignedAdvertisement.write(
                    advert, rule, source, hmac.activeKey(), secret, stamp, buffer);
        }
    }

    private static int timeToLive(VrrpTransport transport) {
        return switch (transport) {
            case VrrpTransport.Multicast _ -> HOP_LIMIT;
            case VrrpTransport.Unicast unicast -> {
                Integer configured = unicast.ttl();
                yield configured == null ? HOP_LIMIT : configured;
            }
        };
    }

    private int scope(IpAddress destination) {
        boolean scoped = destination.isMulticast() || destination.isLinkLocal();
        return key.family() == Family.INET6 && scoped ? key.interfaceIndex() : 0;
    }

    private void receive() {
        try {
            for (int i = 0; i < PACKETS_PER_ROUND; i++) {
                Datagram datagram = port.receive();
                if (datagram == null) {
                    guard.count(i);
                    return;
                }
                receive(datagram);
            }
            loop.leftUnread(); // an advert that keeps a timer from running may be among it
            guard.count(PACKETS_PER_ROUND);
        } catch (KernelException failed) { // ENETDOWN and the like; link events report the rest
            log.debug("receiving adverts on {}: {}", key.interfaceName(), failed.getMessage());
        }
    }

    private void receive(Datagram datagram) {
        ByteBuffer packet = datagram.payload();
        int length = packet.remaining();
        try {
            int headerLength = 0;
            Protection protection = null;
            if (key.family() == Family.INET) {
                IpHeader header = IpHeader.read(packet);
                if (header.protocol() == AuthenticationHeader.PROTOCOL) {
                    protection = AuthenticatedAdvert.read(packet);
                }
                headerLength = packet.position();
            }
            receiver.accept(
                    new ReceivedAdvertisement(
                            datagram.source(),
                            datagram.destination(),
                            datagram.hopLimit(),
                            headerLength,
                            protection,
                            AdvertisementReader.of(packet, key.family())));
        } catch (MalformedPacketException malformed) {
            String more = limiter.admit(datagram.source(), loop.arrival());
            if (more != null) {
                log.info(
                        "{} VRRP packet of {} bytes from {}: {}{}",
                        key.family() == Family.INET ? "IPv4" : "IPv6",
                        length,
                        datagram.source(),
                        malformed.getMessage(),
                        more);
            }
        }
    }

    @Override
    public void close() {
        guard.close();
        watch.close();
        port.close();
    }
}
