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
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/// A takeover and an end played through while the instances wait as backups, so that the first real
/// ones find their classes loaded and their calls linked: without it the first advert of a new
/// master was 10-70 ms late, and its farewell some ms. Nothing of it leaves the host: the kernel is
/// asked for what it must refuse, and one frame of an experimental type goes to the loopback
/// interface.
final class WarmUp {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    private static final int ROUNDS = 30;
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

    /// Plays every kind of instance of a configuration.
    void play(Configuration configuration) {
        Set<Object> seen = new java.util.HashSet<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            if (seen.add(List.of(instance.version(), instance.family()))) {
                play(new RouterConfig(instance, null));
            }
        }
        playWithoutInstances(configuration);
    }

    /// What the kernel reports, and the end.
    private void playWithoutInstances(Configuration configuration) {
        NetworkView nothing = new NetworkView();
        VirtualRouters nobody =
                new VirtualRouters(
                        configuration,
                        loop,
                        nothing,
                        new AdvertisementSockets(loop, nothing),
                        new ResourceReconciler(loop, nothing, routes::submit),
                        new NeighborAnnouncer(loop, frames::send),
                        _ -> false,
                        (_, _, ready) -> ready.run(),
                        () -> Duration.ZERO,
                        VrrpHooks.none());
        InterfaceAddress nowhere =
                InterfaceAddress.of(NO_SUCH_INTERFACE, IpAddress.parse("127.0.0.1"), 32);
        nobody.networkChanged(new RouteEvent.AddressChanged(nowhere));
        nobody.networkChanged(new RouteEvent.AddressRemoved(nowhere));
        nobody.stop(true);
    }

    private void play(RouterConfig config) {
        IpAddress source =
                IpAddress.parse(
                        config.instance().family() == Family.INET ? "127.0.0.1" : "fe80::1");
        NeighborAnnouncer announcer =
                new NeighborAnnouncer(loop, (_, _, frame) -> toLoopback(frame));
        Stage stage = new Stage(announcer);
        try {
            ReceivedAdvertisement advert = advert(config.instance(), source);
            for (int i = 0; i < ROUNDS; i++) {
                InstanceRunner actor =
                        new InstanceRunner(
                                config,
                                Environment.of(Set.of(), source),
                                loop,
                                stage,
                                VrrpHooks.none(),
                                NOPLogger.NOP_LOGGER);
                actor.on(new Event.Started());
                actor.receive(advert);
                actor.on(new Event.Expired(Timer.MASTER_DOWN));
                actor.on(new Event.Expired(Timer.ADVERT));
                actor.receive(advert);
                actor.on(new Event.Stopped(true, Transition.STOP));
            }
        } catch (MalformedPacketException failed) {
            log.debug("rehearsal: {}", failed.getMessage());
        }
        channels.rehearse(config.instance());
        playAddresses(config);
    }

    /// Sets and removes addresses on an interface that does not exist, and reports it done.
    private void playAddresses(RouterConfig config) {
        String device = String.valueOf(config.instance().link().interfaceName());
        NetworkView network = new NetworkView();
        network.apply(new RouteEvent.LinkChanged(link(NO_SUCH_INTERFACE, device)));
        ResourceReconciler reconciler =
                new ResourceReconciler(
                        loop,
                        network,
                        (wanted, completion) -> {
                            routes.submit(wanted, (_, _, _) -> {});
                            wanted.forEach(request -> completion.done(request, 0, ""));
                        });
        List<ResourceSpec> specs =
                InstanceResources.of(config.instance()).stream()
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
            log.debug("rehearsal: {}", down.getMessage());
        }
    }

    private static ReceivedAdvertisement advert(VrrpInstance instance, IpAddress source)
            throws MalformedPacketException {
        IpAddress group = IpAddress.parse("224.0.0.18");
        Advertisement advert = AdvertisementSockets.advert(instance, instance.priority());
        ByteBuffer packet = ByteBuffer.allocate(AdvertisementWriter.length(advert));
        AdvertisementWriter.write(advert, new ChecksumRule.Plain(), packet);
        return new ReceivedAdvertisement(
                source,
                group,
                255,
                0,
                null,
                AdvertisementReader.of(packet.flip(), instance.family()));
    }

    /// Where the actors play: everything happens but the deeds.
    private static final class Stage implements InstanceRunner.InstanceEffects {

        private static final Link LINK = link(LOOPBACK, "lo");

        private final NeighborAnnouncer announcer;
        private boolean announced;

        private Stage(NeighborAnnouncer announcer) {
            this.announcer = announcer;
        }

        @Override
        public boolean sendAdvert(InstanceRunner from, int priority) {
            Advertisement advert = AdvertisementSockets.advert(from.instance(), priority);
            return advert.priority() == priority;
        }

        @Override
        public void hold(InstanceRunner from) {}

        @Override
        public void release(InstanceRunner from) {}

        @Override
        public void announce(InstanceRunner from, Action.Announce action) {
            List<VirtualAddress> addresses = action.addresses();
            if (!announced && !addresses.isEmpty()) {
                announced = true; // one frame is enough
                announcer.announce(
                        new NeighborAnnouncer.Announcement(
                                from, LINK, addresses.getFirst().address(), false));
            }
        }

        @Override
        public void dropAnnouncements(InstanceRunner from) {
            announcer.drop(from);
        }

        @Override
        public void announceGroup(InstanceRunner from) {}

        @Override
        public void stateChanged(InstanceRunner from) {}
    }
}
