package dev.upkeep.vrrp.io;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.netlink.route.RouteRequest;
import dev.upkeep.vrrp.io.VirtualLinkFile.Content;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.vmac.InterfaceSetting;
import dev.upkeep.vrrp.vmac.VirtualLink;
import dev.upkeep.vrrp.vmac.VirtualLinkPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the virtual interfaces of a plan, keeps them there, and removes ours when nobody needs
/// them. What the kernel reports decides what is done next: a link that appears gets its settings
/// and is switched on, one that disappears is made anew, with its parent if that is gone too. Works
/// in slices, between which the loop serves sockets and timers. Belongs to the vrrp thread.
final class VirtualLinkReconciler {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    /// Requests per slice; the kernel takes about half a millisecond for each.
    private static final int SLICE = 16;

    private static final Duration RETRY = Duration.ofSeconds(1);

    /// So long instances wait for their interfaces before they begin in FAULT.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int HOST_PREFIX_IPV6 = 128;

    private final EventLoop loop;
    private final NetworkView network;
    private final ResourceReconciler.Requests requests;
    private final KernelSettings settings;
    private final Listener listener;
    private final Map<String, VirtualLink> desired = new LinkedHashMap<>();
    private final Set<String> owned = new HashSet<>();
    private final Map<String, String> former = new HashMap<>();
    private final Set<String> requested = new HashSet<>();
    private final Map<String, Integer> prepared = new HashMap<>();
    private final Map<String, InterfaceAddress> linkLocals = new HashMap<>();
    private final Map<String, String> reported = new HashMap<>();
    private boolean queued;
    private @Nullable Runnable waiting;
    private EventLoop.@Nullable Timer patience;

    /// Hears which macvlans are there.
    interface Listener {
        /// Called after each round of work.
        ///
        /// @param links index of the interface below by that of the macvlan
        void present(Family family, Map<Integer, Integer> links);
    }

    VirtualLinkReconciler(
            EventLoop loop,
            NetworkView network,
            ResourceReconciler.Requests requests,
            KernelSettings settings,
            Listener listener) {
        this.listener = listener;
        this.loop = loop;
        this.network = network;
        this.requests = requests;
        this.settings = settings;
    }

    /// Takes a plan.
    ///
    /// @param content what is ours, and the former values of settings
    void apply(VirtualLinkPlan plan, Content content) {
        desired.clear();
        plan.links().forEach(link -> desired.put(link.name(), link));
        owned.addAll(content.links());
        content.settings().forEach(former::putIfAbsent);
        reported.clear();
        restoreUnused();
        reconcile();
    }

    /// Runs a task when the interfaces can carry packets, as far as their parents can: at once
    /// where they do already, and after a second at the latest. A task that waits for an earlier
    /// plan runs now.
    void whenReady(Runnable task) {
        proceed();
        waiting = task;
        patience = loop.after(PATIENCE, this::proceed);
        proceedIfReady();
    }

    private void proceed() {
        Runnable task = waiting;
        waiting = null;
        if (patience != null) {
            patience.cancel();
            patience = null;
        }
        if (task != null) {
            task.run();
        }
    }

    private void proceedIfReady() {
        if (waiting != null && desired.values().stream().allMatch(this::ready)) {
            proceed();
        }
    }

    private boolean ready(VirtualLink link) {
        Link below = network.link(link.parent());
        if (below == null || !below.usable() || reported.containsKey(link.name())) {
            return true; // as ready as it gets
        }
        Link present = network.link(link.name());
        InterfaceAddress linkLocal = linkLocals.get(link.name());
        return present != null && present.usable() && (linkLocal == null || network.has(linkLocal));
    }

    /// Takes a change of links or addresses; the view of the network has it already.
    void networkChanged(RouteEvent event) {
        if (event instanceof RouteEvent.LinkRemoved(Link link)) {
            prepared.remove(link.name());
        }
        if (!desired.isEmpty() || !owned.isEmpty()) {
            reconcileSoon();
        }
    }

    private void reconcileSoon() {
        if (!queued) {
            queued = true;
            loop.execute(this::reconcile);
        }
    }

    /// Removes all interfaces of ours, and restores the settings of their parents.
    ///
    /// @param release false leaves everything
    void stop(boolean release) {
        waiting = null;
        proceed();
        if (!release) {
            return;
        }
        desired.clear();
        List<RouteRequest> removals = new ArrayList<>();
        removeUnused(removals);
        submit(removals, null);
        restoreUnused();
    }

    private void reconcile() {
        queued = false;
        List<RouteRequest> changes = new ArrayList<>();
        removeUnused(changes);
        submit(changes, null);
        int sent = changes.size();
        for (VirtualLink link : desired.values()) {
            if (sent >= SLICE) {
                reconcileSoon();
                return;
            }
            sent += reconcile(link);
        }
        for (Family family : Family.values()) {
            listener.present(family, present(family));
        }
        proceedIfReady();
    }

    private Map<Integer, Integer> present(Family family) {
        Map<Integer, Integer> links = new HashMap<>();
        for (VirtualLink link : desired.values()) {
            boolean speaks = family == Family.INET ? link.ipv4() : link.ipv6();
            Link there = network.link(link.name());
            if (speaks && there != null && link.kind() instanceof VirtualLink.Macvlan) {
                links.put(there.index(), there.parent());
            }
        }
        return links;
    }

    private void removeUnused(List<RouteRequest> out) {
        for (Iterator<String> names = owned.iterator(); names.hasNext(); ) {
            String name = names.next();
            if (!desired.containsKey(name)) {
                Link link = network.link(name);
                if (link != null) {
                    out.add(new RouteRequest.DeleteLink(link.index()));
                }
                names.remove();
                prepared.remove(name);
            }
        }
    }

    /// Does the next step for a link.
    ///
    /// @return how many requests were sent
    private int reconcile(VirtualLink link) {
        Link below = network.link(link.parent());
        if (below == null || requested.contains(link.name())) {
            return 0;
        }
        Link present = network.link(link.name());
        if (present == null) {
            if (below.type() != Link.ETHERNET) {
                report(link, link.parent() + " is no Ethernet interface");
                return 0;
            }
            return submit(List.of(creation(link, below)), link);
        }
        if (!link.servedBy(present, below)) {
            report(link, "an interface of this name exists and is another one");
            return 0;
        }
        List<RouteRequest> changes = new ArrayList<>();
        if (!Integer.valueOf(present.index()).equals(prepared.put(link.name(), present.index()))) {
            write(InterfaceSetting.of(link));
            write(InterfaceSetting.ofParent(link));
            changes.add(new RouteRequest.SwitchLink(present.index(), true));
            InterfaceAddress own = ownAddress(link, present);
            if (own != null && !network.has(own)) {
                changes.add(new RouteRequest.AddAddress(own));
            }
        }
        if (link.ownLinkLocal()) {
            followLinkLocal(present, below, changes);
        }
        return submit(changes, null);
    }

    private static RouteRequest creation(VirtualLink link, Link below) {
        return switch (link.kind()) {
            case VirtualLink.Macvlan(var address) ->
                    new RouteRequest.AddMacvlan(link.name(), below.index(), address, link.group());
            case VirtualLink.LayerTwoIpvlan(var mode, _, _) ->
                    new RouteRequest.AddIpvlan(
                            link.name(),
                            below.index(),
                            switch (mode) {
                                case BRIDGE -> RouteRequest.AddIpvlan.Mode.BRIDGE;
                                case PRIVATE -> RouteRequest.AddIpvlan.Mode.PRIVATE;
                                case VEPA -> RouteRequest.AddIpvlan.Mode.VEPA;
                            },
                            link.group());
        };
    }

    private static @Nullable InterfaceAddress ownAddress(VirtualLink link, Link present) {
        return link.kind() instanceof VirtualLink.LayerTwoIpvlan(_, var address, int prefixLength)
                        && address != null
                ? InterfaceAddress.of(present.index(), address, prefixLength)
                : null;
    }

    /// Adverts have the link-local address of the parent for their source: the interface gets it,
    /// never to be chosen by the kernel, and follows a change.
    private void followLinkLocal(Link link, Link below, List<RouteRequest> changes) {
        InterfaceAddress linkLocal = null;
        for (InterfaceAddress candidate : network.addresses(below.index())) {
            if (linkLocal == null
                    && candidate.address().isLinkLocal()
                    && candidate.prefixLength() != HOST_PREFIX_IPV6) {
                linkLocal = linkLocal(link.index(), candidate);
            }
        }
        if (linkLocal == null || network.has(linkLocal)) {
            return;
        }
        InterfaceAddress before = linkLocals.put(link.name(), linkLocal);
        if (before != null && network.has(before)) {
            changes.add(new RouteRequest.DeleteAddress(before));
        }
        changes.add(new RouteRequest.AddAddress(linkLocal));
    }

    private static InterfaceAddress linkLocal(int index, InterfaceAddress of) {
        return new InterfaceAddress(
                index,
                of.address(),
                HOST_PREFIX_IPV6,
                null,
                null,
                of.scope(),
                InterfaceAddress.NO_DAD,
                "",
                0,
                InterfaceAddress.FOREVER);
    }

    private int submit(List<RouteRequest> changes, @Nullable VirtualLink created) {
        if (changes.isEmpty()) {
            return 0;
        }
        if (created != null) {
            requested.add(created.name());
        }
        try {
            requests.submit(changes, (request, errno, text) -> done(request, errno, text, created));
        } catch (KernelException failed) {
            done(changes.getFirst(), failed.errno(), failed.text(), created);
        }
        return changes.size();
    }

    private void done(RouteRequest request, int errno, String text, @Nullable VirtualLink created) {
        if (created != null) {
            requested.remove(created.name());
            if (errno == 0) {
                owned.add(created.name());
                log.info("Success creating VMAC interface {}", created.name());
                reconcileSoon(); // the notification may have come before the answer
            } else if (errno != Errno.EEXIST) { // the notification of that one follows
                report(created, text);
                loop.after(RETRY, this::reconcile);
            }
        } else if (errno != 0 && errno != Errno.EEXIST && errno != Errno.ENODEV) {
            log.error("{}: {}", request, text);
        }
    }

    private void report(VirtualLink link, String problem) {
        if (!problem.equals(reported.put(link.name(), problem))) {
            log.error("Unable to create VMAC interface {}: {}", link.name(), problem);
        }
    }

    private void write(List<InterfaceSetting> changes) {
        for (InterfaceSetting setting : changes) {
            try {
                settings.write(setting.path(), setting.value());
            } catch (IOException failed) { // no IPv6 in this kernel, or the link has gone again
                log.debug("writing {}: {}", setting.path(), failed.getMessage());
            }
        }
    }

    /// Restores the settings of parents that no link is above any more.
    private void restoreUnused() {
        Set<String> used = new HashSet<>();
        desired.values()
                .forEach(link ->
                        InterfaceSetting.ofParent(link).forEach(each -> used.add(each.path())));
        former.entrySet()
                .removeIf(setting -> {
                    boolean unused = !used.contains(setting.getKey());
                    if (unused) {
                        write(List.of(new InterfaceSetting(setting.getKey(), setting.getValue())));
                    }
                    return unused;
                });
    }
}
