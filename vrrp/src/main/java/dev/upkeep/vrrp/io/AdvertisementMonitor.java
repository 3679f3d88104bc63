package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EpollLoop;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.vrrp.machine.AdvertisementValidator;
import dev.upkeep.vrrp.machine.HeaderSequence;
import dev.upkeep.vrrp.machine.HmacCheck;
import dev.upkeep.vrrp.machine.ReceivedAdvertisement;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.machine.ValidationResult;
import dev.upkeep.vrrp.machine.ValidationResult.Remark;
import dev.upkeep.vrrp.resource.NetworkView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Listens to the adverts of others without taking part, for diagnosis. Adverts of a daemon on this
/// machine are not heard.
public final class AdvertisementMonitor {

    private final Configuration configuration;
    private final NetworkView network;
    private final Map<VrrpInstance, HmacCheck> hmac = new HashMap<>();
    private final Map<String, HeardAdvertisement> heard = new LinkedHashMap<>();

    private AdvertisementMonitor(Configuration configuration, NetworkView network) {
        this.configuration = configuration;
        this.network = network;
    }

    /// Listens on the interfaces of all instances; blocks the caller for that time. Of each sender
    /// and virtual router the last advert is reported.
    ///
    /// @throws KernelException EPERM without CAP_NET_RAW
    public static List<HeardAdvertisement> listen(
            Configuration configuration, NetworkView network, Duration time)
            throws KernelException {
        AdvertisementMonitor monitor =
                new AdvertisementMonitor(HmacSecrets.resolve(configuration), network);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        EpollLoop loop = new EpollLoop(failure::set);
        Map<AdvertisementSocket.Key, AdvertisementSocket> sockets = new HashMap<>();
        try {
            for (VrrpInstance instance : monitor.configuration.vrrpInstances()) {
                monitor.open(instance, loop, sockets);
            }
            loop.after(time, loop::stop);
            loop.run();
        } finally {
            sockets.values().forEach(AdvertisementSocket::close);
        }
        if (failure.get() != null) {
            throw new IllegalStateException("listening to adverts", failure.get());
        }
        return new ArrayList<>(monitor.heard.values());
    }

    private void open(
            VrrpInstance instance,
            EpollLoop loop,
            Map<AdvertisementSocket.Key, AdvertisementSocket> sockets)
            throws KernelException {
        String name = instance.link().interfaceName();
        Link link = name == null ? null : network.link(name);
        if (name == null || link == null || !link.up()) {
            return;
        }
        AdvertisementSocket.Key key =
                new AdvertisementSocket.Key(
                        instance.identity().family(),
                        link.index(),
                        name,
                        null,
                        AdvertisementSocket.Key.protocol(instance),
                        instance.adverts().hmac() != null);
        AdvertisementSocket socket = sockets.get(key);
        if (socket == null) {
            socket =
                    AdvertisementSocket.open(
                            key, loop, RawPacketPort::open, packet -> received(key, packet));
            sockets.put(key, socket);
        }
        if (instance.transport() instanceof VrrpTransport.Multicast(_, _, IpAddress group)) {
            socket.join(group);
        }
    }

    private void received(AdvertisementSocket.Key key, ReceivedAdvertisement packet) {
        int id = packet.advert().virtualRouterId();
        String name = String.valueOf(key.interfaceName());
        VrrpInstance instance =
                configuration.vrrpInstances().stream()
                        .filter(one -> one.identity().virtualRouterId() == id && matches(one, key))
                        .findFirst()
                        .orElse(null);
        boolean accepted = false;
        List<String> remarks = List.of();
        if (instance != null) {
            ValidationResult result =
                    AdvertisementValidator.validate(
                            new RouterConfig(instance, null),
                            packet,
                            null,
                            HeaderSequence.NONE,
                            hmac.computeIfAbsent(instance, _ -> new HmacCheck()),
                            Instant.now());
            accepted = result.advert() != null;
            String label = "(" + instance.name() + ") ";
            remarks =
                    result.remarks().stream()
                            .map(Remark::text)
                            .map(text ->
                                    text.startsWith(label) ? text.substring(label.length()) : text)
                            .toList();
        }
        heard.put(
                packet.source() + " " + id + " " + name,
                new HeardAdvertisement(
                        instance == null ? null : instance.name(),
                        name,
                        id,
                        packet.source(),
                        packet.advert().priority(),
                        accepted,
                        remarks));
    }

    private static boolean matches(VrrpInstance instance, AdvertisementSocket.Key key) {
        Family family = instance.identity().family();
        return family == key.family()
                && String.valueOf(key.interfaceName()).equals(instance.link().interfaceName());
    }
}
