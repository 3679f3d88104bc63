package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.GarpGroup;
import dev.upkeep.config.model.VrrpGlobals;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.net.Ipv6Address;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.vrrp.wire.GratuitousArp;
import dev.upkeep.vrrp.wire.UnsolicitedAdvertisement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Sends gratuitous ARPs and unsolicited neighbour advertisements: at once where no gap is asked
/// for, else one per gap (`vrrp_garp_interval`, `vrrp_gna_interval`) and interface or `garp_group`;
/// virtual interfaces share the gap of the one below them. Belongs to the vrrp thread.
final class NeighborAnnouncer {

    private static final Logger log = LoggerFactory.getLogger(NeighborAnnouncer.class);

    /// Messages waiting for one interface; more are dropped, because a host that missed so many
    /// would not be helped by the next.
    private static final int LONGEST_QUEUE = 65_536;

    private final EventLoop loop;
    private final FrameSender frames;
    private final Consumer<Runnable> lines;
    private final Level level;
    private final Map<LaneKey, Lane> lanes = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(UnsolicitedAdvertisement.LENGTH);
    private Duration garpInterval = Duration.ZERO;
    private Duration gnaInterval = Duration.ZERO;
    private List<GarpGroup> groups = List.of();

    /// Puts a frame on an interface.
    interface FrameSender {
        void send(int interfaceIndex, int etherType, ByteBuffer frame) throws KernelException;
    }

    /// One message.
    ///
    /// @param owner who may forget it
    /// @param base the interface below a virtual one, else the same as `link`
    /// @param router whether this host forwards IPv6
    /// @param logged whether `-D` logs it
    record Announcement(
            Object owner, Link link, Link base, IpAddress address, boolean router, boolean logged) {

        /// Makes a message on an interface that is no virtual one.
        Announcement(Object owner, Link link, IpAddress address, boolean router, boolean logged) {
            this(owner, link, link, address, router, logged);
        }
    }

    /// The key of interfaces that share a gap: the interfaces of a group, or one interface alone.
    private record LaneKey(Family family, @Nullable GarpGroup group, int interfaceIndex) {}

    private static final class Lane {
        private final Duration gap;
        private final Queue<Announcement> waiting = new ArrayDeque<>();
        private boolean timerRuns;

        private Lane(Duration gap) {
            this.gap = gap;
        }
    }

    /// @param lines runs what logs a message, perhaps after the next ones are sent
    /// @param level of the line about each message
    NeighborAnnouncer(EventLoop loop, FrameSender frames, Consumer<Runnable> lines, Level level) {
        this.loop = loop;
        this.frames = frames;
        this.lines = lines;
        this.level = level;
    }

    /// Logs that messages for an address of an instance follow, as keepalived does.
    void begin(String instance, Link link, IpAddress address) {
        lines.accept(() ->
                log.atLevel(level)
                        .log(
                                "({}) Sending/queueing {} on {} for {}",
                                instance,
                                switch (address.family()) {
                                    case INET -> "gratuitous ARPs";
                                    case INET6 -> "Unsolicited Neighbour Adverts";
                                },
                                link.name(),
                                address));
    }

    /// Takes the gaps of a configuration; what is queued already keeps its gap.
    void configure(VrrpGlobals globals, List<GarpGroup> garpGroups) {
        garpInterval = globals.announcementGaps().garp();
        gnaInterval = globals.announcementGaps().gna();
        groups = List.copyOf(garpGroups);
        lanes.values().removeIf(lane -> lane.waiting.isEmpty() && !lane.timerRuns);
    }

    /// Sends a message, or queues it behind others.
    void announce(Announcement announcement) {
        Family family = announcement.address().family();
        Link base = announcement.base();
        GarpGroup group = group(base);
        Duration gap = gap(family, group);
        if (gap.isZero()) {
            send(announcement);
            return;
        }
        LaneKey key = new LaneKey(family, group, group == null ? base.index() : 0);
        Lane lane = lanes.computeIfAbsent(key, _ -> new Lane(gap));
        if (lane.timerRuns) {
            if (lane.waiting.size() < LONGEST_QUEUE) {
                lane.waiting.add(announcement);
            }
            return;
        }
        send(announcement);
        lane.timerRuns = true;
        loop.after(lane.gap, () -> gapOver(lane));
    }

    /// Forgets what an owner has queued.
    void drop(Object owner) {
        lanes.values()
                .forEach(lane -> lane.waiting.removeIf(waiting -> waiting.owner().equals(owner)));
    }

    private void gapOver(Lane lane) {
        Announcement next = lane.waiting.poll();
        if (next == null) {
            lane.timerRuns = false;
            return;
        }
        send(next);
        loop.after(lane.gap, () -> gapOver(lane));
    }

    private @Nullable GarpGroup group(Link link) {
        for (GarpGroup group : groups) {
            if (group.interfaces().contains(link.name())) {
                return group;
            }
        }
        return null;
    }

    private Duration gap(Family family, @Nullable GarpGroup group) {
        Duration own =
                group == null
                        ? null
                        : switch (family) {
                            case INET -> group.garpInterval();
                            case INET6 -> group.gnaInterval();
                        };
        if (own != null) {
            return own;
        }
        return switch (family) {
            case INET -> garpInterval;
            case INET6 -> gnaInterval;
        };
    }

    private void send(Announcement announcement) {
        Link link = announcement.link();
        if (link.type() != Link.ETHERNET || link.noArp()) {
            return; // tunnels and the like: nobody asks for addresses there
        }
        HardwareAddress source = link.address();
        buffer.clear();
        int etherType =
                switch (announcement.address()) {
                    case Ipv4Address address -> {
                        new GratuitousArp(source, address).write(buffer);
                        yield GratuitousArp.ETHER_TYPE;
                    }
                    case Ipv6Address address -> {
                        new UnsolicitedAdvertisement(source, address, announcement.router())
                                .write(buffer);
                        yield UnsolicitedAdvertisement.ETHER_TYPE;
                    }
                };
        buffer.flip();
        if (announcement.logged()) {
            lines.accept(() -> log(link, announcement.address()));
        }
        try {
            frames.send(link.index(), etherType, buffer);
        } catch (KernelException refused) {
            lines.accept(() ->
                    log.warn(
                            "Announcing {} on {} failed: {}",
                            announcement.address(),
                            link.name(),
                            refused.getMessage()));
        }
    }

    private void log(Link link, IpAddress address) {
        String message =
                switch (address.family()) {
                    case INET -> "Sending gratuitous ARP on {} for {}";
                    case INET6 -> "Sending unsolicited Neighbour Advert on {} for {}";
                };
        log.atLevel(level).log(message, link.name(), address);
    }
}
