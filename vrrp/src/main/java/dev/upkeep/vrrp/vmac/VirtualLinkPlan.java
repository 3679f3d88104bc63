package dev.upkeep.vrrp.vmac;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.Ipvlan;
import dev.upkeep.config.model.Macvlan;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualAddress.Flag;
import dev.upkeep.config.model.VirtualResources;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpLink;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The virtual interfaces of a configuration, and the configuration with their names filled in:
/// each address names the interface that it goes to.
public record VirtualLinkPlan(List<VirtualLink> links, Configuration resolved) {

    private static final int VRID_BYTE = 5;

    public VirtualLinkPlan {
        links = List.copyOf(links);
    }

    /// Plans the interfaces of a configuration.
    ///
    /// @param present the interfaces that exist
    /// @param groups number of an interface group by its name
    public static VirtualLinkPlan of(
            Configuration configuration, Collection<Link> present, ToIntFunction<String> groups) {
        return new Planner(configuration, present, groups).plan();
    }

    /// Returns the virtual MAC of an instance: the configured one, else that of RFC 9568 section
    /// 7.3.
    static HardwareAddress address(VrrpInstance instance) {
        Macvlan macvlan = instance.link().macvlan();
        if (macvlan != null && macvlan.mac() != null) {
            return HardwareAddress.parse(macvlan.mac());
        }
        byte[] bytes = {
            0, 0, 0x5e, 0, (byte) (instance.identity().family() == Family.INET ? 1 : 2), 0
        };
        bytes[VRID_BYTE] = (byte) instance.identity().virtualRouterId();
        return HardwareAddress.of(bytes);
    }

    private static final class Planner {
        private final Configuration configuration;
        private final ToIntFunction<String> groups;
        private final VirtualLinkNames names;
        private final Map<String, VirtualLink> links = new LinkedHashMap<>();
        private final Map<Shared, VirtualLink> shared = new HashMap<>();

        private record Shared(String parent, VirtualLink.Kind kind) {}

        private Planner(
                Configuration configuration,
                Collection<Link> present,
                ToIntFunction<String> groups) {
            this.configuration = configuration;
            this.groups = groups;
            this.names = new VirtualLinkNames(present);
        }

        private VirtualLinkPlan plan() {
            List<VrrpInstance> own = new ArrayList<>();
            for (VrrpInstance instance : configuration.vrrpInstances()) {
                own.add(withOwnLink(instance));
            }
            List<VrrpInstance> resolved = own.stream().map(this::withAddressLinks).toList();
            return new VirtualLinkPlan(
                    List.copyOf(links.values()),
                    resolved.equals(configuration.vrrpInstances())
                            ? configuration
                            : with(configuration, resolved));
        }

        /// First, so that the names of instances do not depend on addresses of others.
        private VrrpInstance withOwnLink(VrrpInstance instance) {
            VrrpLink link = instance.link();
            String parent = link.interfaceName();
            Macvlan macvlan = link.macvlan();
            Ipvlan ipvlan = link.ipvlan();
            if (parent == null) {
                return instance;
            }
            boolean adverts = !link.transmitFromBase();
            VirtualLink added;
            if (macvlan != null) {
                VirtualLink.Kind kind = new VirtualLink.Macvlan(address(instance));
                added = add(instance, parent, kind, macvlan.name(), macvlan.group(), adverts);
            } else if (ipvlan != null) {
                VirtualLink.Kind kind =
                        new VirtualLink.LayerTwoIpvlan(
                                ipvlan.mode(), ipvlan.address(), ipvlan.prefixLength());
                added = add(instance, parent, kind, ipvlan.name(), ipvlan.group(), adverts);
            } else {
                return instance;
            }
            return instance.with(
                    new VrrpLink(
                            parent,
                            link.vrf(),
                            macvlan == null
                                    ? null
                                    : new Macvlan(
                                            added.name(),
                                            macvlan.mac(),
                                            macvlan.notifyMessage(),
                                            macvlan.group()),
                            ipvlan == null
                                    ? null
                                    : new Ipvlan(
                                            added.name(),
                                            ipvlan.address(),
                                            ipvlan.prefixLength(),
                                            ipvlan.mode(),
                                            ipvlan.group()),
                            link.vmacForAddresses(),
                            link.transmitFromBase(),
                            link.trackPrimary(),
                            link.promoteSecondaries(),
                            link.linkbeatPolling(),
                            link.receiveBuffer()),
                    instance.resources());
        }

        private VrrpInstance withAddressLinks(VrrpInstance instance) {
            VirtualResources resources = instance.resources();
            List<VirtualAddress> addresses = resolve(instance, resources.addresses());
            List<VirtualAddress> excluded = resolve(instance, resources.excluded());
            if (addresses.equals(resources.addresses()) && excluded.equals(resources.excluded())) {
                return instance;
            }
            return instance.with(
                    instance.link(),
                    new VirtualResources(
                            addresses,
                            excluded,
                            resources.routes(),
                            resources.rules(),
                            resources.guarded(),
                            resources.announcements()));
        }

        private List<VirtualAddress> resolve(
                VrrpInstance instance, List<VirtualAddress> addresses) {
            return addresses.stream().map(address -> resolve(instance, address)).toList();
        }

        private VirtualAddress resolve(VrrpInstance instance, VirtualAddress address) {
            String base = instance.link().interfaceName();
            String device = address.device();
            String own = instance.link().addressInterface();
            boolean onBase = device == null || device.equals(base);
            String virtual = own == null || own.equals(base) ? null : own;
            if (onBase && virtual != null) {
                use(virtual, address.address().family());
                return on(virtual, address);
            }
            if (device == null && base == null) {
                return resolve(
                        instance, on(configuration.global().vrrp().defaultInterface(), address));
            }
            boolean asked =
                    address.has(Flag.USE_VMAC) || (instance.link().vmacForAddresses() && !onBase);
            String parent = device == null ? base : device;
            if (!asked || parent == null) {
                return address;
            }
            VirtualLink.Kind kind = new VirtualLink.Macvlan(address(instance));
            VirtualLink added = add(instance, parent, kind, null, null, false);
            use(added.name(), address.address().family());
            return on(added.name(), address);
        }

        private void use(String name, Family family) {
            links.computeIfPresent(
                    name,
                    (_, link) ->
                            link.with(
                                    new VirtualLink(
                                            name,
                                            link.parent(),
                                            link.kind(),
                                            family == Family.INET,
                                            family == Family.INET6,
                                            false,
                                            0)));
        }

        private VirtualLink add(
                VrrpInstance instance,
                String parent,
                VirtualLink.Kind kind,
                @Nullable String configured,
                @Nullable String group,
                boolean adverts) {
            boolean ipv6 = instance.identity().family() == Family.INET6;
            VirtualLink known = shared.get(new Shared(parent, kind));
            if (known != null) {
                return known; // one interface for all that share a virtual MAC
            }
            String prefix =
                    configured == null && !adverts
                            ? configuration.global().vrrp().vmacPrefixes().address()
                            : configuration.global().vrrp().vmacPrefixes().vmac();
            VirtualLink link =
                    new VirtualLink(
                            names.take(
                                    configured,
                                    prefix,
                                    instance.identity().virtualRouterId(),
                                    ipv6,
                                    parent,
                                    kind),
                            parent,
                            kind,
                            !ipv6,
                            ipv6,
                            ipv6 && adverts && kind instanceof VirtualLink.Macvlan,
                            group == null ? 0 : groups.applyAsInt(group));
            links.put(link.name(), link);
            shared.put(new Shared(parent, kind), link);
            return link;
        }
    }

    private static VirtualAddress on(String device, VirtualAddress address) {
        return new VirtualAddress(
                address.address(),
                address.prefixLength(),
                address.peer(),
                device,
                address.scope(),
                address.broadcast(),
                address.label(),
                address.preferredLifetimeSeconds(),
                address.flags(),
                address.trackGroup());
    }

    private static Configuration with(Configuration from, List<VrrpInstance> instances) {
        return new Configuration(
                from.process(),
                from.global(),
                from.ssl(),
                from.statics(),
                from.trackers(),
                from.interfaces(),
                from.syncGroups(),
                instances,
                from.virtualServerGroups(),
                from.virtualServers());
    }
}
