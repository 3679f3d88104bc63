package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.socket.Datagram;
import dev.upkeep.vrrp.io.FingerprintSockets.Place;
import dev.upkeep.vrrp.machine.PeerComparison;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.wire.FingerprintDatagram;
import dev.upkeep.vrrp.wire.HmacStamp;
import dev.upkeep.vrrp.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `vrrp_peer_fingerprint`: sends a fingerprint of the configuration beside the adverts, from
/// backups too, and takes those of peers. Nothing is open and nothing runs while it is off. Belongs
/// to the vrrp thread.
final class PeerFingerprints {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    private static final Duration TICK = Duration.ofSeconds(1);

    /// Advert intervals, and ticks, from one fingerprint to the next at least.
    private static final int INTERVALS = 10;

    private static final int REQUIRED_HOP_LIMIT = 255;

    private final EventLoop loop;
    private final NetworkView network;
    private final LogLimiter limiter = new LogLimiter();
    private final ByteBuffer buffer = ByteBuffer.allocate(FingerprintDatagram.LONGEST);
    private final Map<InstanceRunner, Member> members = new HashMap<>();
    private Map<Recipient, InstanceRunner> recipients = Map.of();
    private @Nullable FingerprintSockets sockets;
    private EventLoop.@Nullable Timer timer;
    private long tick;

    private record Recipient(Place place, int virtualRouterId) {}

    private static final class Member {
        private final long phase;
        private HmacStamp stamp = HmacStamp.NEVER;

        private Member(long phase) {
            this.phase = phase;
        }
    }

    PeerFingerprints(EventLoop loop, NetworkView network) {
        this.loop = loop;
        this.network = network;
    }

    /// Takes the instances of a configuration.
    ///
    /// @param port of UDP, 0 for off
    void configure(Collection<InstanceRunner> instances, int port) {
        if (sockets != null && sockets.port() != port) {
            close();
        }
        members.keySet().removeIf(member -> !instances.contains(member));
        if (port == 0) {
            instances.forEach(runner -> runner.compare(null));
            return;
        }
        if (sockets == null) {
            sockets = new FingerprintSockets(loop, port, this::received);
            arm();
        }
        for (InstanceRunner runner : instances) {
            if (members.putIfAbsent(runner, new Member(members.size())) == null) {
                runner.compare(new PeerComparison(runner.instance()));
            }
        }
        serve();
    }

    private void arm() {
        timer =
                loop.after(
                        TICK,
                        () -> {
                            tick++;
                            serve();
                            members.forEach(this::tick);
                            arm();
                        });
    }

    /// Follows interfaces and sources.
    private void serve() {
        FingerprintSockets open = sockets;
        if (open == null) {
            return;
        }
        Set<Place> places = new HashSet<>();
        Set<IpAddress> sources = new HashSet<>();
        Map<Recipient, InstanceRunner> known = new HashMap<>();
        for (InstanceRunner runner : members.keySet()) {
            VrrpInstance instance = runner.instance();
            String name = instance.link().interfaceName();
            Link link = name == null ? null : network.link(name);
            IpAddress source = runner.state().source();
            if ((name == null) == (link == null) && source != null) {
                Place place = Place.of(instance.identity().family(), link);
                places.add(place);
                sources.add(source);
                known.put(new Recipient(place, instance.identity().virtualRouterId()), runner);
                open.receive(place.family(), link, group(instance));
            }
        }
        recipients = known;
        open.retain(places, sources);
    }

    private static @Nullable IpAddress group(VrrpInstance instance) {
        return instance.transport() instanceof VrrpTransport.Multicast(_, _, IpAddress group)
                ? group
                : null;
    }

    private void tick(InstanceRunner runner, Member member) {
        PeerComparison comparison = runner.comparison();
        FingerprintSockets open = sockets;
        IpAddress source = runner.state().source();
        if (comparison == null || open == null || source == null) {
            return;
        }
        comparison.expire(loop.now());
        VrrpInstance instance = runner.instance();
        long period = Math.max(1, instance.adverts().interval().toSeconds()) * INTERVALS;
        if ((tick + member.phase) % period != 1) { // the first one soon after the start
            return;
        }
        String name = instance.link().interfaceName();
        Link link = name == null ? null : network.link(name);
        if (name != null && (link == null || !link.usable())) {
            return;
        }
        HmacAuthentication hmac = instance.adverts().hmac();
        byte[] key = hmac == null || !hmac.signs() ? null : hmac.secret(hmac.activeKey());
        Duration window = hmac == null ? Duration.ofMinutes(1) : hmac.timeWindow();
        member.stamp = member.stamp.next(Instant.now(), window);
        FingerprintDatagram.write(
                instance.identity().virtualRouterId(),
                hmac == null || key == null ? 0 : hmac.activeKey(),
                member.stamp,
                comparison.own(),
                source,
                key,
                buffer);
        Family family = instance.identity().family();
        for (IpAddress to : destinations(instance.transport())) {
            open.send(family, link, source, to, buffer.duplicate());
        }
    }

    private static List<IpAddress> destinations(VrrpTransport transport) {
        return switch (transport) {
            case VrrpTransport.Multicast(_, _, IpAddress group) -> List.of(group);
            case VrrpTransport.Unicast unicast ->
                    unicast.peers().stream().map(VrrpTransport.Peer::address).toList();
        };
    }

    private void received(Place place, Datagram datagram) {
        IpAddress source = datagram.source();
        try {
            FingerprintDatagram read = FingerprintDatagram.read(datagram.payload());
            InstanceRunner runner = recipients.get(new Recipient(place, read.virtualRouterId()));
            PeerComparison comparison = runner == null ? null : runner.comparison();
            if (runner == null || comparison == null) {
                return; // of a virtual router that is not here
            }
            String refusal = refusal(runner.instance(), read, datagram);
            if (refusal == null) {
                runner.compared(comparison.heard(source, read, loop.arrival()));
            } else {
                refused(source, refusal);
            }
        } catch (MalformedPacketException malformed) {
            refused(source, malformed.getMessage());
        }
    }

    private static @Nullable String refusal(
            VrrpInstance instance, FingerprintDatagram read, Datagram datagram) {
        boolean expected =
                switch (instance.transport()) {
                    case VrrpTransport.Multicast _ -> datagram.hopLimit() == REQUIRED_HOP_LIMIT;
                    case VrrpTransport.Unicast unicast ->
                            unicast.peers().stream()
                                    .anyMatch(peer -> peer.address().equals(datagram.source()));
                };
        if (!expected) {
            return "it comes from no peer, or over a router";
        }
        HmacAuthentication hmac = instance.adverts().hmac();
        byte[] key = hmac == null ? null : hmac.secret(read.keyId());
        if (read.keyId() != 0 && key == null) {
            return "there is no key " + read.keyId();
        }
        if (read.keyId() == 0 && hmac != null && hmac.mode() == HmacAuthentication.Mode.ENFORCE) {
            return "it is not signed";
        }
        return FingerprintDatagram.isGenuine(datagram.payload(), datagram.source(), key)
                ? null
                : "its signature is wrong";
    }

    private void refused(IpAddress source, @Nullable String why) {
        String more = limiter.admit(source, loop.arrival());
        if (more != null) {
            log.info("Fingerprint from {} is ignored: {}{}", source, why, more);
        }
    }

    /// Ends it.
    void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (sockets != null) {
            sockets.close();
            sockets = null;
        }
        members.clear();
        recipients = Map.of();
    }
}
