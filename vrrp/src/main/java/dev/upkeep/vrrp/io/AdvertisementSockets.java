package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpGlobals;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.vrrp.machine.AdvertisementValidator;
import dev.upkeep.vrrp.machine.ReceivedAdvertisement;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AuthenticationData;
import dev.upkeep.vrrp.wire.HmacStamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Decides which instance sends and receives through which sockets. Belongs to the vrrp thread.
final class AdvertisementSockets {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    private final EventLoop loop;
    private final NetworkView network;
    private final PacketPort.Opener ports;
    private final Map<AdvertisementSocket.Key, AdvertisementSocket> channels = new HashMap<>();
    private final Map<InstanceRunner, Member> members = new HashMap<>();
    private final Map<AdvertisementSocket, Set<InstanceRunner>> sharing = new HashMap<>();
    private final Map<Address, InstanceRunner> recipients = new HashMap<>();
    private final LogLimiter unknownIds = new LogLimiter();
    private final Map<InstanceRunner, String> failures = new HashMap<>();
    private VrrpGlobals globals;

    /// The key of an advert's recipient: the instance of a virtual router id behind a socket.
    private record Address(
            AdvertisementSocket.Key socket, int virtualRouterId, boolean multicast) {}

    private static final class Member {
        private final AdvertisementSocket channel;
        private int identification;
        private int lastErrno;
        private @Nullable Advertisement last;

        /// Goes on after the address is lost, so that the kernel does not choose a virtual one for
        /// priority 0.
        private @Nullable IpAddress source;

        private Member(AdvertisementSocket channel) {
            this.channel = channel;
        }
    }

    AdvertisementSockets(
            EventLoop loop, NetworkView network, VrrpGlobals globals, PacketPort.Opener ports) {
        this.ports = ports;
        this.globals = globals;
        this.loop = loop;
        this.network = network;
    }

    /// Serves exactly these instances: opens what they need and closes what none needs any more. An
    /// instance whose interface is missing gets its sockets when the interface appears.
    void serve(Collection<InstanceRunner> instances, VrrpGlobals options) {
        globals = options;
        Set<InstanceRunner> served = new HashSet<>(instances);
        Set<AdvertisementSocket> touched = new HashSet<>();
        recipients.clear(); // they may have other virtual router ids and transports
        for (InstanceRunner known : List.copyOf(members.keySet())) {
            if (!served.contains(known)) {
                leave(known, touched);
            }
        }
        failures.keySet().retainAll(served);
        members.forEach((instance, member) -> {
            member.last = null;
            recipients.put(address(instance, member), instance);
        });
        update(instances, touched);
        sharing.keySet().forEach(this::makeRoom);
    }

    /// Opens and closes what a change of the interfaces or sources of these instances asks for.
    void update(Collection<InstanceRunner> instances) {
        update(instances, new HashSet<>());
    }

    private void update(Collection<InstanceRunner> instances, Set<AdvertisementSocket> touched) {
        for (InstanceRunner instance : instances) {
            AdvertisementSocket.Key key = key(instance);
            Member member = members.get(instance);
            if (key == null) {
                leave(instance, touched);
                failures.remove(instance);
            } else if (member == null || !member.channel.key().equals(key)) {
                leave(instance, touched);
                open(instance, key, member == null ? 0 : member.identification, touched);
            }
        }
        for (AdvertisementSocket channel : touched) {
            if (sharing.getOrDefault(channel, Set.of()).isEmpty()) {
                sharing.remove(channel);
                channels.remove(channel.key());
                channel.close();
            } else {
                makeRoom(channel);
            }
        }
    }

    private void leave(InstanceRunner instance, Set<AdvertisementSocket> touched) {
        Member member = members.remove(instance);
        if (member != null) {
            recipients.remove(address(instance, member), instance);
            sharing.getOrDefault(member.channel, Set.of()).remove(instance);
            touched.add(member.channel);
        }
    }

    private static Address address(InstanceRunner instance, Member member) {
        return new Address(
                member.channel.key(),
                instance.instance().identity().virtualRouterId(),
                isMulticast(instance.instance()));
    }

    /// Makes room for the adverts of all instances behind a socket.
    private void makeRoom(AdvertisementSocket channel) {
        Link link = network.link(channel.key().interfaceIndex());
        int mtu = link == null ? 0 : link.mtu();
        List<VrrpInstance> instances =
                sharing.getOrDefault(channel, Set.of()).stream()
                        .map(InstanceRunner::instance)
                        .toList();
        channel.receiveBuffer(ReceiveBufferSize.of(instances, globals, mtu));
        channel.accept(filter(channel.key(), instances), expectedPerSecond(instances));
    }

    private AdvertisementFilter filter(AdvertisementSocket.Key key, List<VrrpInstance> instances) {
        Set<Integer> ids = new HashSet<>();
        Set<Integer> versions = new HashSet<>();
        for (VrrpInstance instance : instances) {
            ids.add(instance.identity().virtualRouterId());
            versions.add(instance.identity().version());
        }
        if (globals.has(VrrpGlobals.Flag.LOG_UNKNOWN_VRIDS)) {
            ids.clear();
        }
        return new AdvertisementFilter(key.family(), ids, versions, false, key.signed());
    }

    private static int expectedPerSecond(List<VrrpInstance> instances) {
        int adverts = 0;
        for (VrrpInstance instance : instances) {
            adverts += 1 + (int) (1_000 / Math.max(1, instance.adverts().interval().toMillis()));
        }
        return adverts;
    }

    private void open(
            InstanceRunner instance,
            AdvertisementSocket.Key key,
            int identification,
            Set<AdvertisementSocket> touched) {
        try {
            AdvertisementSocket channel = channels.get(key);
            if (channel == null) {
                channel =
                        AdvertisementSocket.open(key, loop, ports, packet -> received(key, packet));
                channels.put(key, channel);
            }
            if (instance.instance().transport()
                    instanceof VrrpTransport.Multicast(_, _, IpAddress group)) {
                channel.join(group);
            }
            Member member = new Member(channel);
            member.identification = identification;
            members.put(instance, member);
            recipients.put(address(instance, member), instance);
            sharing.computeIfAbsent(channel, _ -> new HashSet<>()).add(instance);
            touched.add(channel);
            failures.remove(instance);
        } catch (KernelException refused) {
            failures.put(instance, refused.getMessage());
        }
    }

    /// Returns why an instance whose interface exists has no sockets, null when it has some.
    @Nullable String failure(InstanceRunner instance) {
        return failures.get(instance);
    }

    /// Returns whether some instance has none of the sockets it needs.
    boolean hasFailures() {
        return !failures.isEmpty();
    }

    private static boolean isMulticast(VrrpInstance instance) {
        return switch (instance.transport()) {
            case VrrpTransport.Multicast _ -> true;
            case VrrpTransport.Unicast _ -> false;
        };
    }

    private AdvertisementSocket.@Nullable Key key(InstanceRunner from) {
        VrrpInstance instance = from.instance();
        String name = instance.link().socketInterface();
        Link link = name == null ? null : network.link(name);
        if (name != null && link == null) {
            return null;
        }
        return AdvertisementSocket.Key.of(instance, link, from.state().source());
    }

    /// Sends an advert of an instance to its group or to each of its peers.
    ///
    /// @return whether one went out
    boolean send(InstanceRunner from, int priority) {
        Member member = members.get(from);
        if (member == null) {
            return false;
        }
        VrrpInstance instance = from.instance();
        Advertisement advert = member.last;
        if (advert == null || advert.priority() != priority) {
            advert = advert(instance, priority);
            member.last = advert;
        }
        // Never 0, which the kernel would replace by a number of its own.
        member.identification = member.identification % 0xffff + 1;
        boolean sent = false;
        for (IpAddress destination : destinations(instance.transport())) {
            sent |= send(from, member, advert, destination);
        }
        return sent;
    }

    /// Returns the advert of an instance.
    static Advertisement advert(VrrpInstance instance, int priority) {
        AuthenticationData authentication =
                instance.identity().version() == 2
                        ? AdvertisementValidator.authenticationData(
                                instance.adverts().authentication())
                        : AuthenticationData.NONE;
        List<IpAddress> addresses = new ArrayList<>();
        for (VirtualAddress each : instance.resources().addresses()) {
            addresses.add(each.address());
        }
        return new Advertisement(
                instance.identity().version(),
                instance.identity().virtualRouterId(),
                priority,
                instance.adverts().interval(),
                authentication,
                addresses);
    }

    private boolean send(
            InstanceRunner from, Member member, Advertisement advert, IpAddress destination) {
        IpAddress source = from.state().source();
        if (source != null) {
            member.source = source;
        } else if (member.source == null) {
            return false;
        }
        try {
            member.channel.send(
                    from.instance(),
                    advert,
                    member.source,
                    destination,
                    member.identification,
                    from.oldChecksum(),
                    from.nextSequence(),
                    stamp(from));
            member.lastErrno = 0;
            return true;
        } catch (KernelException refused) {
            boolean once = member.lastErrno != refused.errno(); // not with every advert
            if (once && isUp(member.channel.key())) { // else the change of the link says it
                member.lastErrno = refused.errno();
                log.warn(
                        "({}): send advert error {} ({})",
                        from.config().name(),
                        refused.errno(),
                        refused.getMessage());
            }
            return false;
        }
    }

    private boolean isUp(AdvertisementSocket.Key key) {
        Link link = network.link(key.interfaceIndex());
        return link == null || link.usable();
    }

    private static @Nullable HmacStamp stamp(InstanceRunner from) {
        HmacAuthentication hmac = from.instance().adverts().hmac();
        return hmac == null || !hmac.signs() ? null : from.nextStamp(hmac);
    }

    private static List<IpAddress> destinations(VrrpTransport transport) {
        return switch (transport) {
            case VrrpTransport.Multicast(_, _, IpAddress group) -> List.of(group);
            case VrrpTransport.Unicast unicast ->
                    unicast.peers().stream().map(VrrpTransport.Peer::address).toList();
        };
    }

    private void received(AdvertisementSocket.Key key, ReceivedAdvertisement packet) {
        int id = packet.advert().virtualRouterId();
        boolean multicast = packet.destination().isMulticast();
        InstanceRunner recipient = recipients.get(new Address(key, id, multicast));
        if (recipient != null) {
            recipient.receive(packet);
            return;
        }
        InstanceRunner other = recipients.get(new Address(key, id, !multicast));
        if (other != null) {
            other.receive(packet); // which says that it expected the other kind
        } else if (globals.has(VrrpGlobals.Flag.LOG_UNKNOWN_VRIDS)) {
            String more = unknownIds.admit(List.of(id, packet.source()), loop.arrival());
            if (more != null) {
                log.info(
                        "Unknown VRID({}) received on interface({}). ignoring... (from {}){}",
                        id,
                        key.interfaceName(),
                        packet.source(),
                        more);
            }
        }
    }

    /// Logs which sockets there are.
    void log(Level level) {
        if (log.isEnabledForLevel(level)) {
            channels.values().stream()
                    .map(AdvertisementSocket::describe)
                    .sorted()
                    .forEach(log.atLevel(level)::log);
        }
    }

    /// Closes all sockets.
    void close() {
        channels.values().forEach(AdvertisementSocket::close);
        channels.clear();
        members.clear();
        sharing.clear();
        recipients.clear();
    }
}
