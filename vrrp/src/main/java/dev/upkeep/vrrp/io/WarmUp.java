package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.netlink.socket.PacketSocket;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Action;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.ReceivedAdvertisement;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.machine.Timer;
import dev.upkeep.vrrp.machine.Transition;
import dev.upkeep.vrrp.resource.InstanceResources;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.ResourceOwner;
import dev.upkeep.vrrp.resource.ResourceSpec;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.ChecksumRule;
import dev.upkeep.vrrp.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;

/// Runs takeovers, receptions and releases through the production objects while the instances wait
/// as backups, so that the first real ones find their classes loaded, linked and compiled: without
/// it the first advert of a new master was 10-70 ms late. It runs in small slices between which the
/// loop serves what is due. Nothing of it leaves the host: the kernel is asked for what it must
/// refuse, and frames of an experimental type go to the loopback interface.
final class WarmUp {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    private static final int ROUNDS = 30;

    /// Of hundreds of instances that take over together each waits for those before it, and
    /// compiled code pays off; for a few it would cost the start as much as everything else.
    private static final int ROUNDS_FOR_AN_INSTANCE = 3;

    private static final int MOST_ROUNDS = 300;

    /// Few, as a slice is all that the loop does meanwhile, and a slow processor is a hundred times
    /// slower in code that it runs for the first time.
    private static final int ROUNDS_PER_SLICE = 2;

    private static final int ROUNDS_PER_FRAME = 10;
    private static final Duration PAUSE = Duration.ofMillis(15);
    private static final int LOOPBACK = 1;
    private static final int UP_AND_RUNNING = 0x41;
    private static final int NO_SUCH_INTERFACE = Integer.MAX_VALUE;
    private static final int EXPERIMENTAL = 0x88b5; // ETH_P_802_EX1

    private final EventLoop loop;
    private final RouteSocket routes;
    private final PacketSocket frames;
    private final AdvertisementSockets channels;

    WarmUp(EventLoop loop, RouteSocket routes, PacketSocket frames, AdvertisementSockets channels) {
        this.loop = loop;
        this.routes = routes;
        this.frames = frames;
        this.channels = channels;
    }

    /// Runs every kind of instance of a configuration.
    void run(Configuration configuration) {
        Set<Object> seen = new HashSet<>();
        int rounds =
                Math.clamp(
                        (long) configuration.vrrpInstances().size() * ROUNDS_FOR_AN_INSTANCE,
                        ROUNDS,
                        MOST_ROUNDS);
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            if (seen.add(List.of(instance.identity().version(), instance.identity().family()))) {
                run(new RouterConfig(instance, null), rounds);
            }
        }
        runWithoutInstances(configuration);
    }

    /// Delivers the kernel's reports and ends.
    private void runWithoutInstances(Configuration configuration) {
        NetworkView nothing = new NetworkView();
        VirtualRouters nobody =
                new VirtualRouters(
                        configuration,
                        loop,
                        nothing,
                        new AdvertisementSockets(loop, nothing, configuration.global().vrrp()),
                        new ResourceReconciler(loop, nothing, routes::submit),
                        new NeighborAnnouncer(loop, frames::send),
                        _ -> false,
                        (_, _) -> {},
                        (_, _, ready) -> ready.run(),
                        () -> Duration.ZERO,
                        new Resumption(MastershipFile.none()),
                        new RecordFiles(null),
                        VrrpHooks.none(),
                        Level.DEBUG);
        InterfaceAddress nowhere =
                InterfaceAddress.of(NO_SUCH_INTERFACE, IpAddress.parse("127.0.0.1"), 32);
        nobody.networkChanged(new RouteEvent.AddressChanged(nowhere));
        nobody.networkChanged(new RouteEvent.AddressRemoved(nowhere));
        nobody.stop(true);
    }

    private void run(RouterConfig config, int rounds) {
        IpAddress source =
                IpAddress.parse(
                        config.instance().identity().family() == Family.INET
                                ? "127.0.0.1"
                                : "fe80::1");
        NeighborAnnouncer announcer =
                new NeighborAnnouncer(loop, (_, _, frame) -> toLoopback(frame));
        var effects = new NoEffects(announcer, channels);
        try {
            int own = config.instance().election().priority();
            slice(
                    config,
                    source,
                    effects,
                    List.of(
                            advert(config.instance(), source, own),
                            advert(config.instance(), source, RouterConfig.OWNER),
                            advert(config.instance(), source, 1),
                            advert(config.instance(), source, 0)),
                    rounds);
        } catch (MalformedPacketException failed) {
            log.debug("warm-up: {}", failed.getMessage());
        }
    }

    private void slice(
            RouterConfig config,
            IpAddress source,
            NoEffects effects,
            List<ReceivedAdvertisement> adverts,
            int left) {
        for (int i = 0; i < ROUNDS_PER_SLICE; i++) {
            InstanceRunner instance =
                    new InstanceRunner(
                            config,
                            Environment.of(Set.of(), source),
                            loop,
                            effects,
                            VrrpHooks.none(),
                            Mastership.FORGOTTEN,
                            NOPLogger.NOP_LOGGER,
                            Level.DEBUG);
            instance.on(new Event.Started());
            adverts.forEach(instance::receive);
            instance.on(new Event.Expired(Timer.MASTER_DOWN));
            instance.on(new Event.Expired(Timer.ADVERT));
            adverts.reversed().forEach(instance::receive);
            instance.on(new Event.Stopped(true, Transition.STOP));
            changeAddresses(config);
        }
        if (left > ROUNDS_PER_SLICE) {
            loop.after(
                    PAUSE, () -> slice(config, source, effects, adverts, left - ROUNDS_PER_SLICE));
        }
    }

    /// Sets and removes addresses on an interface that does not exist, and reports it done.
    private void changeAddresses(RouterConfig config) {
        String device = String.valueOf(config.instance().link().interfaceName());
        NetworkView network = new NetworkView();
        network.apply(new RouteEvent.LinkChanged(link(NO_SUCH_INTERFACE, device)));
        ResourceReconciler reconciler =
                new ResourceReconciler(
                        loop,
                        network,
                        (requests, completion) -> {
                            routes.submit(requests, (_, _, _) -> {});
                            requests.forEach(request -> completion.done(request, 0, ""));
                        });
        List<ResourceSpec> specs =
                InstanceResources.of(config.instance()).stream()
                        .filter(spec -> spec instanceof ResourceSpec.OfAddress)
                        .filter(spec -> spec.in(network) != null)
                        .limit(1)
                        .toList();
        ResourceOwner owner = new Nobody();
        reconciler.hold(owner, specs);
        reconciler.release(owner, specs);
    }

    /// Holds resources that are never set.
    private static final class Nobody implements ResourceOwner {
        @Override
        public String label() {
            return "";
        }

        @Override
        public boolean guarded() {
            return false;
        }

        @Override
        public void lost(Resource resource, String text) {}
    }

    private static Link link(int index, String name) {
        return new Link(
                index,
                name,
                UP_AND_RUNNING,
                Link.ETHERNET,
                HardwareAddress.parse("00:00:00:00:00:00"),
                65_536,
                0,
                0,
                "");
    }

    private void toLoopback(ByteBuffer frame) {
        ByteBuffer copy = ByteBuffer.allocate(frame.remaining()).put(frame).flip();
        copy.putShort(2 * 6, (short) EXPERIMENTAL);
        try {
            frames.send(LOOPBACK, EXPERIMENTAL, copy);
        } catch (KernelException down) { // of a fresh network namespace; the call was made
            log.debug("warm-up: {}", down.getMessage());
        }
    }

    private static ReceivedAdvertisement advert(
            VrrpInstance instance, IpAddress source, int priority) throws MalformedPacketException {
        IpAddress group = IpAddress.parse("224.0.0.18");
        Advertisement advert = AdvertisementSockets.advert(instance, priority);
        ByteBuffer packet = ByteBuffer.allocate(AdvertisementWriter.length(advert));
        AdvertisementWriter.write(advert, new ChecksumRule.Plain(), packet);
        return new ReceivedAdvertisement(
                source,
                group,
                255,
                0,
                null,
                AdvertisementReader.of(packet.flip(), instance.identity().family()));
    }

    /// Adverts that the kernel refuses, announcements to the loopback interface, nothing else.
    private static final class NoEffects implements InstanceRunner.InstanceEffects {

        private static final Link LINK = link(LOOPBACK, "lo");

        private final NeighborAnnouncer announcer;
        private final AdvertisementSockets sockets;
        private int announced;

        private NoEffects(NeighborAnnouncer announcer, AdvertisementSockets sockets) {
            this.announcer = announcer;
            this.sockets = sockets;
        }

        @Override
        public boolean sendAdvert(InstanceRunner from, int priority) {
            sockets.warmUp(from, priority);
            return true;
        }

        @Override
        public void hold(InstanceRunner from) {}

        @Override
        public void release(InstanceRunner from) {}

        /// Every tenth time: a frame costs more than the rest of a round.
        @Override
        public void announce(InstanceRunner from, Action.Announce action, int first, int end) {
            List<VirtualAddress> addresses = action.addresses();
            if (announced++ % ROUNDS_PER_FRAME == 0 && !addresses.isEmpty()) {
                announcer.announce(
                        new NeighborAnnouncer.Announcement(
                                from, LINK, addresses.getFirst().address(), false, false));
            }
        }

        @Override
        public void dropAnnouncements(InstanceRunner from) {
            announcer.drop(from);
        }

        @Override
        public void prompt(Runnable work) {
            work.run();
        }

        @Override
        public void defer(Runnable work) {
            work.run();
        }

        @Override
        public void announceGroup(InstanceRunner from) {}

        @Override
        public void transitioned(InstanceRunner from) {}

        @Override
        public void stateChanged(InstanceRunner from) {}
    }
}
