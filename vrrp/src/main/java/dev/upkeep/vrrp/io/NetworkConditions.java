package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Tracking.Tracked;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.vrrp.machine.Fault;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.resource.NetworkView;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the state of the network means to one instance.
///
/// @param source address of its adverts, null when there is none
/// @param adjustment sum of the weights of tracked interfaces
record NetworkConditions(Set<Fault> faults, @Nullable IpAddress source, int adjustment) {

    /// Looks at the network for an instance.
    ///
    /// @param virtual all virtual addresses of the configuration: none of them is a source
    static NetworkConditions of(RouterConfig config, NetworkView network, Set<IpAddress> virtual) {
        VrrpInstance instance = config.instance();
        Set<Fault> faults = new LinkedHashSet<>();
        String name = instance.link().interfaceName();
        Link link = name == null ? null : network.link(name);
        if (name != null && instance.link().trackPrimary() && !usable(link)) {
            faults.add(new Fault.InterfaceDown(name));
        }
        for (VirtualAddress address : config.addresses()) {
            String device = address.device();
            if (device != null
                    && !address.has(VirtualAddress.Flag.NO_TRACK)
                    && !device.equals(name)
                    && !usable(network.link(device))) {
                faults.add(new Fault.InterfaceDown(device));
            }
        }
        IpAddress source = source(instance, link, network, virtual);
        if (source == null) {
            faults.add(new Fault.NoSource(name == null ? "any interface" : name));
        }
        if (instance.transport() instanceof VrrpTransport.Unicast unicast
                && unicast.faultWithoutPeer()
                && unicast.peers().isEmpty()) {
            faults.add(new Fault.NoPeer());
        }
        int adjustment = 0;
        for (Tracked tracked : config.trackedInterfaces()) {
            boolean good = usable(network.link(tracked.name())) != tracked.reverse();
            if (tracked.weight() == 0) {
                if (!good) {
                    faults.add(new Fault.InterfaceDown(tracked.name()));
                }
            } else if (good == tracked.weight() > 0) {
                adjustment += tracked.weight();
            }
        }
        return new NetworkConditions(faults, source, adjustment);
    }

    private static boolean usable(@Nullable Link link) {
        return link != null && link.usable();
    }

    /// The configured source, else the first address of the interface: for IPv6 the first
    /// link-local one.
    private static @Nullable IpAddress source(
            VrrpInstance instance,
            @Nullable Link link,
            NetworkView network,
            Set<IpAddress> virtual) {
        IpAddress configured = instance.transport().source();
        if (configured != null
                && (!instance.transport().trackSource()
                        || (link != null && present(configured, link, network)))) {
            return configured;
        }
        if (configured != null || link == null) {
            return null;
        }
        for (InterfaceAddress candidate : network.addresses(link.index())) {
            IpAddress address = candidate.address();
            if (address.family() == instance.family()
                    && (address.family() == Family.INET || address.isLinkLocal())
                    && !virtual.contains(address)) {
                return address;
            }
        }
        return null;
    }

    private static boolean present(IpAddress address, Link link, NetworkView network) {
        return network.addresses(link.index()).stream()
                .anyMatch(candidate -> candidate.address().equals(address));
    }
}
