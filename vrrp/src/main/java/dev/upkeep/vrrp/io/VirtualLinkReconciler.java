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
import dev.upkeep.vrrp.vmac.ChangedLinks;
import dev.upkeep.vrrp.vmac.InterfaceSetting;
import dev.upkeep.vrrp.vmac.PresentMacvlans;
import dev.upkeep.vrrp.vmac.ReversePathFilter;
import dev.upkeep.vrrp.vmac.VirtualLink;
import dev.upkeep.vrrp.vmac.VirtualLinkPlan;
import dev.upkeep.vrrp.vmac.VirtualLinkRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
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
///
/// Just over 400 lines, as each report of the kernel may concern each stage of an interface.
final class VirtualLinkReconciler {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    /// Interfaces per slice; the kernel takes about a millisecond to make one.
    private static final int SLICE = 16;

    /// Removals per slice: all together take the kernel about as long as two alone.
    private static final int REMOVALS = 64;

    private static final Duration RETRY = Duration.ofSeconds(1);

    /// So long instances wait for the next of their interfaces before they begin in FAULT.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int HOST_PREFIX_IPV6 = 128;

    private final EventLoop loop;
    private final NetworkView network;
    private final ResourceReconciler.Requests requests;
    private final KernelSettings settings;
    private final Listener listener;
    private final ChangedLinks changed = new ChangedLinks();
    private final Set<String> owned = new HashSet<>();
    private final Map<String, String> former = new HashMap<>();
    private final Set<String> requested = new HashSet<>();
    private final Map<String, Integer> prepared = new HashMap<>();
    private final Map<String, Integer> preparedParents = new HashMap<>();
    private final Map<String, InterfaceAddress> linkLocals = new HashMap<>();
    private final Map<String, String> reported = new HashMap<>();
    private final Set<String> unready = new HashSet<>();
    private final PresentMacvlans macvlans = new PresentMacvlans();
    private boolean removalsDue;
    private boolean queued;
    private @Nullable Runnable waiting;
    private EventLoop.@Nullable Timer patience;

    /// Hears which macvlans are there, before they are switched on.
    interface Listener {
        /// Called in a round of work that changed something.
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
        changed.reset(plan.links(), network.links());
        unready.clear();
        unready.addAll(changed.desired().keySet());
        macvlans.retain(this::isDesired);
        preparedParents.clear();
        owned.addAll(content.links());
        removalsDue = true;
        content.settings().forEach(former::putIfAbsent);
        reported.clear();
        restoreUnused();
        reconcile();
    }

    /// Runs a task when the interfaces can carry packets, as far as their parents can: at once
    /// where they do already, and after a second in which no other one got ready. A task that waits
    /// for an earlier plan runs now.
    void whenReady(Runnable task) {
        proceed();
        waiting = task;
        waitForMore();
        proceedIfReady();
    }

    private void waitForMore() {
        int before = unready.size();
        patience =
                loop.after(
                        PATIENCE,
                        () -> {
                            if (unready.size() < before) {
                                waitForMore();
                            } else {
                                proceed();
                            }
                        });
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
        if (waiting != null && unready.isEmpty()) {
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
        switch (event) {
            case RouteEvent.LinkChanged(Link link) -> changed.linkChanged(link);
            case RouteEvent.LinkRemoved(Link link) -> {
                prepared.remove(link.name());
                preparedParents.remove(link.name());
                macvlans.forget(link.index());
                changed.linkRemoved(link);
            }
            case RouteEvent.AddressChanged(InterfaceAddress address, int _) ->
                    changed.addressChanged(address);
            case RouteEvent.AddressRemoved(InterfaceAddress address, int _) ->
                    changed.addressChanged(address);
            case RouteEvent.RouteRemoved _,
                    RouteEvent.RouteReplaced _,
                    RouteEvent.RuleRemoved _ -> {}
            case RouteEvent.Resynchronized _ -> {
                prepared.values().removeIf(index -> network.link(index) == null);
                preparedParents.values().removeIf(index -> network.link(index) == null);
                macvlans.retain(this::isDesired);
                changed.everything(network.links());
            }
        }
        if (!changed.isEmpty() || macvlans.changed()) {
            reconcileSoon();
        }
    }

    private boolean isDesired(int index) {
        Link link = network.link(index);
        return link != null && changed.desired().containsKey(link.name());
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
        changed.reset(List.of(), List.of());
        List<RouteRequest> removals = new ArrayList<>();
        removeUnused(Integer.MAX_VALUE, removals);
        submit(removals);
        restoreUnused();
    }

    private void reconcile() {
        queued = false;
        List<RouteRequest> requested = new ArrayList<>();
        if (removalsDue) {
            removalsDue = removeUnused(REMOVALS, requested);
        }
        for (int taken = 0; taken < SLICE; taken++) {
            VirtualLink link = changed.next();
            if (link == null) {
                break;
            }
            reconcile(link, requested);
            if (ready(link)) {
                unready.remove(link.name());
            } else {
                unready.add(link.name());
            }
        }
        macvlans.report(listener::present);
        submit(requested);
        if (removalsDue || !changed.isEmpty()) {
            reconcileSoon();
        }
        proceedIfReady();
    }

    /// Adds the removal of interfaces of ours that nobody needs.
    ///
    /// @param most so many of them
    /// @return whether there are more
    private boolean removeUnused(int most, List<RouteRequest> out) {
        List<Integer> removed = new ArrayList<>();
        for (Iterator<String> names = owned.iterator(); names.hasNext(); ) {
            String name = names.next();
            if (!changed.desired().containsKey(name)) {
                if (removed.size() == most) {
                    VirtualLinkRequests.addRemovals(removed, out);
                    return true;
                }
                Link link = network.link(name);
                if (link != null) {
                    removed.add(link.index());
                }
                names.remove();
                prepared.remove(name);
            }
        }
        VirtualLinkRequests.addRemovals(removed, out);
        return false;
    }

    /// Adds the next step for a link.
    private void reconcile(VirtualLink link, List<RouteRequest> out) {
        Link below = network.link(link.parent());
        if (below == null || requested.contains(link.name())) {
            return;
        }
        Link present = network.link(link.name());
        if (present == null) {
            if (below.type() != Link.ETHERNET) {
                report(link, link.parent() + " is no Ethernet interface");
                return;
            }
            requested.add(link.name());
            out.add(VirtualLinkRequests.creation(link, below));
            return;
        }
        if (!link.servedBy(present, below)) {
            report(link, "an interface of this name exists and is another one");
            return;
        }
        macvlans.remember(link, present);
        if (!Integer.valueOf(present.index()).equals(prepared.put(link.name(), present.index()))) {
            write(InterfaceSetting.of(link));
            List<InterfaceSetting> ofParent = InterfaceSetting.ofParent(link);
            if (!ofParent.isEmpty()
                    && !Integer.valueOf(below.index())
                            .equals(preparedParents.put(below.name(), below.index()))) {
                write(ofParent);
            }
            out.add(new RouteRequest.SwitchLink(present.index(), true));
            InterfaceAddress own = VirtualLinkRequests.ownAddress(link, present);
            if (own != null && !network.has(own)) {
                out.add(new RouteRequest.AddAddress(own));
            }
        }
        if (link.ownLinkLocal()) {
            followLinkLocal(present, below, out);
        }
    }

    /// Adverts have the link-local address of the parent for their source: the interface gets it,
    /// never to be chosen by the kernel, and follows a change.
    private void followLinkLocal(Link link, Link below, List<RouteRequest> changes) {
        InterfaceAddress linkLocal = null;
        for (InterfaceAddress candidate : network.addresses(below.index())) {
            if (linkLocal == null
                    && candidate.address().isLinkLocal()
                    && candidate.prefixLength() != HOST_PREFIX_IPV6) {
                linkLocal = VirtualLinkRequests.linkLocal(link.index(), candidate);
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

    private void submit(List<RouteRequest> changes) {
        if (changes.isEmpty()) {
            return;
        }
        try {
            requests.submit(changes, this::done);
        } catch (KernelException failed) {
            changes.forEach(change -> done(change, failed.errno(), failed.text()));
        }
    }

    private void done(RouteRequest request, int errno, String text) {
        switch (request) {
            case RouteRequest.AddMacvlan(var name, _, _, _) -> created("VMAC", name, errno, text);
            case RouteRequest.AddIpvlan(var name, _, _, _) -> created("ipvlan", name, errno, text);
            case RouteRequest.SwitchLink _,
                    RouteRequest.DeleteLink _,
                    RouteRequest.GroupLink _,
                    RouteRequest.DeleteGroup _,
                    RouteRequest.AddAddress _,
                    RouteRequest.ReplaceAddress _,
                    RouteRequest.DeleteAddress _,
                    RouteRequest.AddRoute _,
                    RouteRequest.DeleteRoute _,
                    RouteRequest.AddRule _,
                    RouteRequest.DeleteRule _ -> {
                if (errno != 0 && errno != Errno.EEXIST && errno != Errno.ENODEV) {
                    log.error("{}: {}", request, text);
                }
            }
        }
    }

    private void created(String kind, String name, int errno, String text) {
        requested.remove(name);
        VirtualLink link = changed.desired().get(name);
        if (errno == 0) {
            owned.add(name);
            removalsDue |= link == null;
            log.info("Success creating {} interface {}", kind, name);
            changed.touch(name);
            reconcileSoon(); // the notification may have come before the answer
        } else if (errno != Errno.EEXIST && link != null) { // of that one a notification follows
            report(link, text);
            unready.remove(name);
            proceedIfReady();
            loop.after(
                    RETRY,
                    () -> {
                        changed.touch(name);
                        reconcileSoon();
                    });
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

    /// Restores the settings of parents that no link is above any more, and of reverse path
    /// filtering when no macvlan needs it off.
    private void restoreUnused() {
        Set<String> used = new HashSet<>();
        changed.desired()
                .values()
                .forEach(link ->
                        InterfaceSetting.ofParent(link).forEach(each -> used.add(each.path())));
        boolean filtered = ReversePathFilter.concerns(changed.desired().values());
        former.entrySet()
                .removeIf(setting -> {
                    String path = setting.getKey();
                    boolean unused =
                            !used.contains(path) && !(filtered && ReversePathFilter.isOne(path));
                    if (unused) {
                        write(List.of(new InterfaceSetting(path, setting.getValue())));
                    }
                    return unused;
                });
    }
}
