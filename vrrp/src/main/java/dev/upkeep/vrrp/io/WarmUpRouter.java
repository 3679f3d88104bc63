package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.Election;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.model.InterfaceSettings;
import dev.upkeep.config.model.StaticResources;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.Trackers;
import dev.upkeep.config.model.Tracking;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualResources;
import dev.upkeep.config.model.VrrpGlobals;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpLink;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.netlink.route.RouteRequest;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.netlink.socket.Datagram;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.machine.Timer;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.wire.HmacStamp;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;

/// A virtual router for [WarmUp], made of the production objects, on a host that does not exist:
/// its interface has an index that the kernel refuses, its adverts and announcements go to the
/// loopback interface as packets and frames of experimental types, and its log lines nowhere.
final class WarmUpRouter {

    private static final Logger log = LoggerFactory.getLogger(WarmUpRouter.class);

    private static final String INTERFACE = "lo";
    private static final int LOOPBACK = 1;
    private static final int UP_AND_RUNNING = 0x41;
    private static final int NO_SUCH_INTERFACE = Integer.MAX_VALUE;
    private static final int EXPERIMENTAL = 0x88b5; // ETH_P_802_EX1
    private static final int PRIORITY = 100;

    private static final Link LINK =
            new Link(
                    NO_SUCH_INTERFACE,
                    INTERFACE,
                    UP_AND_RUNNING,
                    Link.ETHERNET,
                    HardwareAddress.parse("00:00:00:00:00:00"),
                    65_536,
                    0,
                    0,
                    "");

    /// The kernel's sides of a router and of the one that it hears.
    record Ports(LoopbackPort own, LoopbackPort peer) {

        /// Opens both.
        static Ports open(Family family) throws KernelException {
            LoopbackPort own = LoopbackPort.open(family);
            try {
                return new Ports(own, LoopbackPort.open(family));
            } catch (KernelException refused) {
                own.end();
                throw refused;
            }
        }

        /// Closes both.
        void close() {
            own.end();
            peer.end();
        }
    }

    private final VrrpInstance instance;
    private final Configuration configuration;
    private final IpAddress own;
    private final IpAddress peer;
    private final Ports ports;
    private final AdvertisementSocket peerSocket;
    private final NeighborAnnouncer.FrameSender frames;
    private final VirtualRouters routers;
    private final InterfaceAddress virtual;
    private int heard;

    /// @param kind the instance whose version, family, transport and authentication it has
    WarmUpRouter(
            Configuration whole,
            VrrpInstance kind,
            EventLoop loop,
            Ports ports,
            ResourceReconciler.Requests requests,
            NeighborAnnouncer.FrameSender frames)
            throws KernelException {
        boolean ipv4 = kind.identity().family() == Family.INET;
        own = IpAddress.parse(ipv4 ? "127.0.0.1" : "fe80::1");
        peer = IpAddress.parse(ipv4 ? "127.0.0.2" : "fe80::2");
        virtual =
                InterfaceAddress.of(
                        NO_SUCH_INTERFACE,
                        IpAddress.parse(ipv4 ? "127.0.0.3" : "fe80::3"),
                        ipv4 ? 32 : 128);
        instance = instance(kind, peer, virtual.address());
        configuration = configuration(whole, instance);
        this.ports = ports;
        this.frames = frames;
        NetworkView network = new NetworkView();
        network.reset(
                List.of(LINK), List.of(InterfaceAddress.of(NO_SUCH_INTERFACE, own, ipv4 ? 8 : 64)));
        peerSocket =
                AdvertisementSocket.open(
                        Objects.requireNonNull(AdvertisementSocket.Key.of(instance, LINK, peer)),
                        loop,
                        _ -> ports.peer(),
                        _ -> {});
        routers =
                new VirtualRouters(
                        configuration,
                        loop,
                        network,
                        new AdvertisementSockets(
                                loop, network, configuration.global().vrrp(), _ -> ports.own()),
                        new ResourceReconciler(
                                loop, network, (changes, done) -> submit(requests, changes, done)),
                        (_, _, frame) -> toLoopback(frame),
                        _ -> false,
                        (_, _) -> {},
                        (_, _, ready) -> ready.run(),
                        () -> Duration.ofDays(1),
                        new Resumption(MastershipFile.inMemory()),
                        new RecordFiles(null),
                        VrrpHooks.none(),
                        NOPLogger.NOP_LOGGER,
                        Level.DEBUG);
    }

    /// What happens to it from its start to its stop; the loop works off what one step leaves to it
    /// before the next one runs.
    List<Runnable> life() {
        return List.of(
                () -> routers.apply(configuration),
                () -> runner().expire(Timer.MASTER_DOWN),
                () -> routers.networkChanged(new RouteEvent.AddressChanged(virtual)),
                () -> hear(RouterConfig.OWNER), // and yields
                () -> routers.networkChanged(new RouteEvent.AddressRemoved(virtual)),
                () -> hear(RouterConfig.OWNER),
                () -> hear(0),
                () -> runner().expire(Timer.MASTER_DOWN),
                () -> hear(1),
                () -> runner().expire(Timer.ADVERT),
                routers::sendPriorityZero,
                this::stop);
    }

    private InstanceRunner runner() {
        return Objects.requireNonNull(routers.runner(instance));
    }

    private void stop() {
        routers.stop(true);
        peerSocket.close();
    }

    /// Lets an advert of the other router come.
    private void hear(int priority) {
        IpAddress destination =
                switch (instance.transport()) {
                    case VrrpTransport.Multicast(_, _, IpAddress group) -> group;
                    case VrrpTransport.Unicast _ -> own;
                };
        HmacAuthentication hmac = instance.adverts().hmac();
        try {
            peerSocket.send(
                    instance,
                    AdvertisementSockets.advert(instance, priority),
                    peer,
                    destination,
                    ++heard,
                    false,
                    heard,
                    hmac == null ? null : HmacStamp.NEVER.next(Instant.now(), hmac.timeWindow()));
        } catch (KernelException refused) {
            log.debug("warm-up: {}", refused.getMessage());
            return;
        }
        ports.own()
                .arrive(
                        new Datagram(
                                ports.peer().lastSent(),
                                peer,
                                0,
                                destination,
                                NO_SUCH_INTERFACE,
                                AdvertisementSocket.HOP_LIMIT));
    }

    /// Asks the kernel, which knows no such interface, and reports that it was done.
    private void submit(
            ResourceReconciler.Requests requests,
            List<? extends RouteRequest> changes,
            RouteSocket.Completion completion)
            throws KernelException {
        if (ports.own().ended()) {
            return;
        }
        requests.submit(changes, (request, _, _) -> completion.done(request, 0, ""));
    }

    private void toLoopback(ByteBuffer frame) {
        if (ports.own().ended()) {
            return;
        }
        ByteBuffer copy = ByteBuffer.allocate(frame.remaining()).put(frame).flip();
        copy.putShort(2 * 6, (short) EXPERIMENTAL);
        try {
            frames.send(LOOPBACK, EXPERIMENTAL, copy);
        } catch (KernelException down) { // of a new network namespace; the call was made
            log.debug("warm-up: {}", down.getMessage());
        }
    }

    private static VrrpInstance instance(VrrpInstance kind, IpAddress peer, IpAddress virtual) {
        VrrpTransport transport =
                switch (kind.transport()) {
                    case VrrpTransport.Multicast(_, _, IpAddress group) ->
                            new VrrpTransport.Multicast(null, false, group);
                    case VrrpTransport.Unicast unicast ->
                            new VrrpTransport.Unicast(
                                    null,
                                    false,
                                    List.of(new VrrpTransport.Peer(peer, 0, 255)),
                                    unicast.ttl(),
                                    unicast.checkSource(),
                                    false,
                                    unicast.oldChecksumGroup());
                };
        VirtualAddress address =
                new VirtualAddress(
                        virtual,
                        virtual.bytes().length * Byte.SIZE,
                        null,
                        null,
                        0,
                        null,
                        null,
                        null,
                        Set.of(),
                        null);
        return new VrrpInstance(
                kind.name(),
                kind.identity(),
                new Election(PRIORITY, false, true, Duration.ZERO, 0),
                kind.adverts(),
                new VrrpLink(INTERFACE, null, null, null, false, false, true, false, false, 0),
                transport,
                new VirtualResources(
                        List.of(address),
                        List.of(),
                        List.of(),
                        List.of(),
                        false, // a repair is logged
                        kind.resources().announcements()),
                Tracking.none(),
                new VrrpNotify(null, null, null, null, null, false, null, null, false, false),
                0);
    }

    /// The configuration of this instance alone, in a group where the whole one has groups.
    private static Configuration configuration(Configuration whole, VrrpInstance instance) {
        GlobalDefs global = whole.global();
        VrrpGlobals vrrp = global.vrrp();
        return new Configuration(
                whole.process(),
                new GlobalDefs(
                        global.routerId(),
                        global.randomSeed(),
                        global.daemon(),
                        global.mail(),
                        new VrrpGlobals(
                                vrrp.defaultInterface(),
                                VrrpGlobals.DynamicInterfaces.OFF,
                                Set.of(),
                                vrrp.announcementGaps(),
                                new VrrpGlobals.StartDelays(Duration.ZERO, Duration.ZERO),
                                0,
                                vrrp.vmacPrefixes(),
                                vrrp.receiveBuffers()),
                        global.vrrpDefaults(),
                        global.packetFilter(),
                        global.lvs(),
                        global.snmp(),
                        global.dbus()),
                whole.ssl(),
                new StaticResources(List.of(), List.of(), List.of(), List.of()),
                new Trackers(List.of(), List.of(), List.of(), List.of()),
                new InterfaceSettings(List.of(), List.of(), List.of()),
                whole.syncGroups().stream()
                        .limit(1)
                        .map(group ->
                                new SyncGroup(
                                        group.name(),
                                        List.of(instance.name()),
                                        Tracking.none(),
                                        false,
                                        instance.notifications()))
                        .toList(),
                List.of(instance),
                List.of(),
                List.of());
    }
}
