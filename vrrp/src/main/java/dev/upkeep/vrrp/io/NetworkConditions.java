package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Ipvlan;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.ConditionKey.Kind;
import dev.upkeep.vrrp.condition.Level;
import dev.upkeep.vrrp.condition.TrackedCondition;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.Fault;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.resource.TrackedInterfaces;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The effect of the network and the tracked objects on one instance.
final class NetworkConditions {

    private NetworkConditions() {}

    /// The levels of tracked objects.
    interface Levels {
        Level level(ConditionKey key);
    }

    /// Looks at the network and the tracked objects for an instance.
    ///
    /// @param virtual all virtual addresses of the configuration: none of them is a source
    /// @param levels of everything but interfaces
    static Environment of(
            RouterConfig config, NetworkView network, Set<IpAddress> virtual, Levels levels) {
        VrrpInstance instance = config.instance();
        Set<Fault> faults = new LinkedHashSet<>();
        String name = instance.link().interfaceName();
        Link link = name == null ? null : network.link(name);
        boolean tracked = instance.link().trackPrimary();
        if (name != null && !serves(link, tracked)) {
            faults.add(new Fault.InterfaceDown(name));
        }
        String virtualName = instance.link().virtualInterface();
        if (virtualName != null
                && !virtualName.equals(name)
                && !serves(network.link(virtualName), tracked)) {
            faults.add(new Fault.InterfaceDown(virtualName));
        }
        String vrf = instance.link().vrf();
        if (vrf != null && !usable(network.link(vrf))) {
            faults.add(new Fault.InterfaceDown(vrf));
        }
        for (String needed : TrackedInterfaces.of(instance)) {
            if (!usable(network.link(needed))) {
                faults.add(new Fault.InterfaceDown(needed));
            }
        }
        for (String needed : config.alsoNeeded()) {
            if (!usable(network.link(needed))) {
                faults.add(new Fault.InterfaceDown(needed));
            }
        }
        Link sending = sourceLink(instance, link, network);
        IpAddress source = source(instance, sending, network, virtual);
        IpAddress configured = configuredSource(instance);
        if (source == null && configured != null) {
            boolean onLink = instance.transport().trackSource();
            faults.add(new Fault.SourceMissing(configured, onLink ? name : null));
        } else if (source == null && !goneWithLink(instance, name, link, faults)) {
            faults.add(new Fault.NoSource(name == null ? "any interface" : name));
        }
        if (instance.transport() instanceof VrrpTransport.Unicast unicast
                && unicast.faultWithoutPeer()
                && unicast.peers().isEmpty()) {
            faults.add(new Fault.NoPeer());
        }
        Set<ConditionKey> undetermined = new LinkedHashSet<>();
        int adjustment = 0;
        for (TrackedCondition condition : config.tracked()) {
            ConditionKey key = condition.key();
            boolean isInterface = key.kind() == Kind.INTERFACE;
            Level level = level(key, network, levels);
            TrackedCondition.Effect effect = condition.effect(level);
            adjustment += effect.adjustment();
            if (effect.undetermined()) {
                undetermined.add(key);
            }
            if (effect.fault()) {
                faults.add(
                        isInterface
                                ? new Fault.InterfaceDown(key.name())
                                : new Fault.TrackedObject(key));
            }
        }
        return new Environment(faults, undetermined, adjustment, source);
    }

    /// Returns whether a source is only missing because of the interface, which is a fault already:
    /// one that does not exist has no address, and one that is down has no link-local address.
    private static boolean goneWithLink(
            VrrpInstance instance, @Nullable String name, @Nullable Link link, Set<Fault> faults) {
        return name != null
                && faults.contains(new Fault.InterfaceDown(name))
                && (link == null || instance.identity().family() == Family.INET6);
    }

    /// Returns the names of all interfaces that an instance depends on.
    static Set<String> interfaces(RouterConfig config) {
        var link = config.instance().link();
        Set<String> names = new LinkedHashSet<>();
        add(link.interfaceName(), names);
        add(link.virtualInterface(), names);
        add(link.vrf(), names);
        names.addAll(config.alsoNeeded());
        config.tracked().stream()
                .map(TrackedCondition::key)
                .filter(key -> key.kind() == Kind.INTERFACE)
                .forEach(key -> names.add(key.name()));
        names.addAll(TrackedInterfaces.of(config.instance()));
        return names;
    }

    private static void add(@Nullable String name, Set<String> names) {
        if (name != null) {
            names.add(name);
        }
    }

    /// Returns what is known of a tracked object.
    static Level level(ConditionKey key, NetworkView network, Levels levels) {
        return key.kind() == Kind.INTERFACE
                ? linkLevel(network.link(key.name()))
                : levels.level(key);
    }

    private static Level linkLevel(@Nullable Link link) {
        return usable(link) ? Level.GOOD : Level.BAD;
    }

    /// Returns whether an instance can go on with its own interface: with `dont_track_primary`, and
    /// then on its virtual interface too, while it exists.
    private static boolean serves(@Nullable Link link, boolean tracked) {
        return tracked ? usable(link) : link != null;
    }

    private static boolean usable(@Nullable Link link) {
        return link != null && link.usable();
    }

    /// The interface whose addresses adverts come from: the configured one, in IPv6 the virtual
    /// one, which has the link-local address of the other for that.
    private static @Nullable Link sourceLink(
            VrrpInstance instance, @Nullable Link link, NetworkView network) {
        String sending = instance.link().advertInterface();
        return instance.identity().family() == Family.INET || sending == null
                ? link
                : network.link(sending);
    }

    /// The configured source, else the first address of the interface: for IPv6 the first
    /// link-local one. A configured source of unicast must be an address of this machine: answers
    /// would go to another one.
    private static @Nullable IpAddress source(
            VrrpInstance instance,
            @Nullable Link link,
            NetworkView network,
            Set<IpAddress> virtual) {
        IpAddress configured = configuredSource(instance);
        if (configured != null) {
            boolean tracked = instance.transport().trackSource();
            boolean there =
                    switch (instance.transport()) {
                        case VrrpTransport.Multicast _ -> true;
                        case VrrpTransport.Unicast _ -> network.has(configured);
                    };
            boolean onLink = !tracked || (link != null && present(configured, link, network));
            return there && onLink ? configured : null;
        }
        if (link == null) {
            return null;
        }
        for (InterfaceAddress candidate : network.addresses(link.index())) {
            IpAddress address = candidate.address();
            if (address.family() == instance.identity().family()
                    && (address.family() == Family.INET || address.isLinkLocal())
                    && !virtual.contains(address)) {
                return address;
            }
        }
        return null;
    }

    /// Returns the configured source of adverts, null for none.
    static @Nullable IpAddress configuredSource(VrrpInstance instance) {
        IpAddress source = instance.transport().source();
        Ipvlan ipvlan = instance.link().ipvlan();
        return source != null || ipvlan == null ? source : ipvlan.address();
    }

    private static boolean present(IpAddress address, Link link, NetworkView network) {
        return network.addresses(link.index()).stream()
                .anyMatch(candidate -> candidate.address().equals(address));
    }
}
