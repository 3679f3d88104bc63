package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualAddress.Flag;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteRequest;
import dev.upkeep.netlink.route.RouteRequest.AddAddress;
import dev.upkeep.netlink.route.RouteRequest.DeleteAddress;
import dev.upkeep.netlink.route.RouteSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets and removes virtual addresses without waiting for the kernel's answers. Belongs to the vrrp
/// thread.
final class AddressProgrammer {

    private static final Logger log = LoggerFactory.getLogger(AddressProgrammer.class);

    private static final int HOST_PREFIX_IPV6 = 128;

    private final NetworkView network;
    private final Requests requests;

    /// What we have set and not taken away; the view of the network lags behind.
    private final Set<InterfaceAddress> held = new HashSet<>();

    /// Removals of ours whose notification has not come yet.
    private final List<InterfaceAddress> leaving = new ArrayList<>();

    /// Sends requests to the kernel; [RouteSocket] does.
    interface Requests {
        void submit(List<? extends RouteRequest> wanted, RouteSocket.Completion completion)
                throws KernelException;
    }

    AddressProgrammer(NetworkView network, Requests requests) {
        this.network = network;
        this.requests = requests;
    }

    /// Sets addresses; one that is there already is fine.
    void add(String instance, List<VirtualAddress> addresses, @Nullable String defaultDevice) {
        List<RouteRequest> wanted = new ArrayList<>(addresses.size());
        for (VirtualAddress address : addresses) {
            InterfaceAddress target = resolve(address, defaultDevice);
            if (target == null) {
                log.warn(
                        "({}) address {} not set: its interface is missing",
                        instance,
                        address.address());
            } else {
                held.add(target);
                wanted.add(new AddAddress(target));
            }
        }
        submit(instance, wanted);
    }

    /// Removes those addresses that are there or were set by us.
    void remove(String instance, List<VirtualAddress> addresses, @Nullable String defaultDevice) {
        List<RouteRequest> wanted = new ArrayList<>(addresses.size());
        for (VirtualAddress address : addresses) {
            InterfaceAddress target = resolve(address, defaultDevice);
            if (target != null && (held.remove(target) || network.has(target))) {
                leaving.add(target);
                wanted.add(new DeleteAddress(target));
            }
        }
        submit(instance, wanted);
    }

    /// Whether a removed address is one of these, and went without our doing.
    @Nullable VirtualAddress lost(
            InterfaceAddress removed, List<VirtualAddress> mine, @Nullable String defaultDevice) {
        for (VirtualAddress address : mine) {
            InterfaceAddress target = resolve(address, defaultDevice);
            if (target != null && target.sameAs(removed)) {
                return address;
            }
        }
        return null;
    }

    /// Takes note of a removal that the kernel reports.
    ///
    /// @return whether it was ours
    boolean ours(InterfaceAddress removed) {
        for (int i = 0; i < leaving.size(); i++) {
            if (leaving.get(i).sameAs(removed)) {
                leaving.remove(i);
                return true;
            }
        }
        held.removeIf(removed::sameAs);
        return false;
    }

    private void submit(String instance, List<RouteRequest> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        try {
            requests.submit(wanted, (request, errno, text) -> done(instance, request, errno, text));
        } catch (KernelException failed) {
            log.error("({}) changing addresses failed: {}", instance, failed.getMessage());
        }
    }

    private void done(String instance, RouteRequest request, int errno, String text) {
        switch (request) {
            case AddAddress(InterfaceAddress address) -> {
                if (errno != 0 && errno != Errno.EEXIST) {
                    held.remove(address);
                    log.error(
                            "({}) setting address {}/{} failed: {}",
                            instance,
                            address.address(),
                            address.prefixLength(),
                            text);
                }
            }
            case DeleteAddress(InterfaceAddress address) -> {
                if (errno != 0) {
                    leaving.remove(address);
                }
                boolean gone = errno == Errno.EADDRNOTAVAIL || errno == Errno.ENODEV;
                if (errno != 0 && !gone) {
                    log.error(
                            "({}) removing address {}/{} failed: {}",
                            instance,
                            address.address(),
                            address.prefixLength(),
                            text);
                }
            }
            case RouteRequest.ReplaceAddress _,
                    RouteRequest.SwitchLink _,
                    RouteRequest.AddMacvlan _,
                    RouteRequest.DeleteLink _ ->
                    throw new IllegalStateException("never requested here: " + request);
        }
    }

    /// The kernel's form of a virtual address, null while its interface does not exist.
    private @Nullable InterfaceAddress resolve(
            VirtualAddress address, @Nullable String defaultDevice) {
        String device = address.device() == null ? defaultDevice : address.device();
        Link link = device == null ? null : network.link(device);
        return link == null ? null : form(address, link.index());
    }

    /// IPv6 addresses of a single host are never used as a source: their preferred lifetime is 0.
    private static InterfaceAddress form(VirtualAddress address, int interfaceIndex) {
        boolean ipv6 = address.address().family() == Family.INET6;
        int flags = 0;
        if (ipv6 && !address.has(Flag.DUPLICATE_ADDRESS_DETECTION)) {
            flags |= InterfaceAddress.NO_DAD;
        }
        if (address.has(Flag.HOME)) {
            flags |= InterfaceAddress.HOME;
        }
        if (address.has(Flag.MANAGE_TEMPORARY)) {
            flags |= InterfaceAddress.MANAGE_TEMPORARY;
        }
        if (address.has(Flag.NO_PREFIX_ROUTE)) {
            flags |= InterfaceAddress.NO_PREFIX_ROUTE;
        }
        if (address.has(Flag.AUTO_JOIN)) {
            flags |= InterfaceAddress.MULTICAST_AUTO_JOIN;
        }
        Long preferred = address.preferredLifetimeSeconds();
        long preferredDefault =
                ipv6 && address.prefixLength() == HOST_PREFIX_IPV6 ? 0 : InterfaceAddress.FOREVER;
        return new InterfaceAddress(
                interfaceIndex,
                address.address(),
                address.prefixLength(),
                address.peer(),
                address.broadcast(),
                address.scope(),
                flags,
                address.label() == null ? "" : address.label(),
                preferred == null ? preferredDefault : preferred,
                InterfaceAddress.FOREVER);
    }
}
