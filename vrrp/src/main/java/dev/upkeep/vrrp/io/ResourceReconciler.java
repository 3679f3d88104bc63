package dev.upkeep.vrrp.io;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.process.Threads;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEntry;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.netlink.route.RouteRequest;
import dev.upkeep.netlink.route.RouteRequest.Placement;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.netlink.route.RuleEntry;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.resource.PresentResources;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.Resource.Tracking;
import dev.upkeep.vrrp.resource.ResourceOwner;
import dev.upkeep.vrrp.resource.ResourceSpec;
import dev.upkeep.vrrp.resource.ResourceTable;
import dev.upkeep.vrrp.resource.ResourceTable.Change;
import dev.upkeep.vrrp.resource.ResourceText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the kernel to the desired state of everything that VRRP owns in it, without waiting for
/// the kernel's answers: at start, takeover, release, reload and stop, and after another program
/// interfered. Works in slices, between which the loop serves sockets and timers. Belongs to the
/// vrrp thread. Longer than most files: what others report and what the kernel answers meet in one
/// table.
final class ResourceReconciler {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    /// Changes per slice: about 2 ms of the kernel's work.
    static final int SLICE = 64;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;

    private final EventLoop loop;
    private final NetworkView network;
    private final PresentResources present;
    private final Requests requests;
    private final VrrpFilter filter;
    private final ResourceTable table = new ResourceTable();
    private final IdentityHashMap<ResourceOwner, List<ResourceSpec>> specs =
            new IdentityHashMap<>();

    /// Owners of resources that name an interface.
    private final Map<String, Set<ResourceOwner>> naming = new HashMap<>();

    private final Map<Integer, String> names = new HashMap<>();
    private final Set<Integer> usable = new HashSet<>();

    /// Addresses that the kernel removed with an interface that was switched off.
    private final Set<Resource> withoutLink = new HashSet<>();

    private final Repairs repairs;

    /// Routes that take the place of the one that replaced them; others join the next hops there.
    private final Set<Resource.Key> replacing = new HashSet<>();

    private final Map<Resource.Key, Refusal> refusals = new HashMap<>();
    private int transactions;
    private boolean sliceQueued;

    /// Sends requests to the kernel; [RouteSocket] does.
    interface Requests {
        void submit(List<? extends RouteRequest> requests, RouteSocket.Completion completion)
                throws KernelException;
    }

    /// A change that the kernel refuses.
    private record Refusal(int errno, int attempts) {}

    ResourceReconciler(EventLoop loop, NetworkView network, Requests requests) {
        this(loop, network, requests, new VrrpFilter());
    }

    ResourceReconciler(EventLoop loop, NetworkView network, Requests requests, VrrpFilter filter) {
        this(loop, network, requests, filter, new Culprits(Threads::runAside));
    }

    ResourceReconciler(
            EventLoop loop,
            NetworkView network,
            Requests requests,
            VrrpFilter filter,
            Culprits culprits) {
        this.repairs = new Repairs(loop, culprits);
        this.filter = filter;
        this.loop = loop;
        this.network = network;
        this.present = new PresentResources(network);
        this.requests = requests;
    }

    /// Changes the desired state in several steps that the kernel sees as one: what one owner gives
    /// up and another takes stays in place.
    void transaction(Runnable steps) {
        transactions++;
        try {
            steps.run();
        } finally {
            transactions--;
            reconcile();
        }
    }

    /// Sets what an owner holds from now on.
    void hold(ResourceOwner owner, List<ResourceSpec> resources) {
        forget(owner);
        specs.put(owner, List.copyOf(resources));
        List<Resource> resolved = new ArrayList<>(resources.size());
        for (ResourceSpec spec : resources) {
            for (String name : spec.interfaces()) {
                remember(owner, name);
            }
            List<? extends Resource> each = spec.resources(network);
            if (each.isEmpty()) {
                log.warn("{}{} not set: its interface is missing", owner.label(), spec.text());
            }
            resolved.addAll(each);
        }
        table.hold(owner, resolved);
        reconcile();
    }

    /// Returns why nothing can be filtered, null when it can.
    @Nullable String filterFailure() {
        return filter.failure();
    }

    /// Lets an owner hold nothing. Resources of these that are in the kernel go too, unless
    /// somebody else holds them: an earlier run may have left them.
    void release(ResourceOwner owner, List<ResourceSpec> leftovers) {
        forget(owner);
        table.hold(owner, List.of());
        adoptPresent(resolve(leftovers));
        reconcile();
    }

    /// The last one first, so that it is removed first. Without a stream: a loop is quicker where
    /// code runs for the first time, and nobody else may be master until it has run.
    private void adoptPresent(List<? extends Resource> resources) {
        for (int i = resources.size() - 1; i >= 0; i--) {
            Resource resource = resources.get(i);
            if (present.has(resource)) {
                table.adopt(resource);
            }
        }
    }

    private void remember(ResourceOwner owner, String interfaceName) {
        naming.computeIfAbsent(
                        interfaceName, _ -> Collections.newSetFromMap(new IdentityHashMap<>()))
                .add(owner);
        Link link = network.link(interfaceName);
        if (link != null) {
            names.putIfAbsent(link.index(), interfaceName); // it may be renamed
        }
    }

    private void forget(ResourceOwner owner) {
        List<ResourceSpec> before = specs.remove(owner);
        if (before != null) {
            for (ResourceSpec spec : before) {
                spec.interfaces().forEach(name -> forget(owner, name));
            }
        }
    }

    private void forget(ResourceOwner owner, String interfaceName) {
        Set<ResourceOwner> owners = naming.get(interfaceName);
        if (owners != null && owners.remove(owner) && owners.isEmpty()) {
            naming.remove(interfaceName);
        }
    }

    /// Takes resources of an earlier run for ours; those that nobody holds are removed.
    void adopt(List<? extends Resource> resources) {
        adoptPresent(resources);
        reconcile();
    }

    private List<Resource> resolve(List<ResourceSpec> unresolved) {
        List<Resource> resources = new ArrayList<>(unresolved.size());
        for (ResourceSpec spec : unresolved) {
            resources.addAll(spec.resources(network));
        }
        return resources;
    }

    /// Takes note of the routes and rules in the kernel.
    void routing(Collection<RouteEntry> routes, Collection<RuleEntry> rules) {
        present.routing(routes, rules);
    }

    /// Compares with what the kernel reported; the view of the network has it already.
    void networkChanged(RouteEvent event) {
        switch (event) {
            case RouteEvent.LinkChanged(var link) -> {
                String before = names.put(link.index(), link.name());
                if (!link.name().equals(before)) {
                    resolveAgain(link.name());
                    if (before != null) {
                        resolveAgain(before);
                    }
                }
                if (!link.up()) {
                    usable.remove(link.index());
                } else if (usable.add(link.index())) {
                    // The kernel drops the routes of an interface that goes down in silence.
                    table.uncertain(one -> one instanceof Resource.Route && one.on(link.index()));
                    setAgainOn(link.index());
                    reconcile();
                }
            }
            case RouteEvent.LinkRemoved(var link) -> {
                names.remove(link.index());
                usable.remove(link.index());
                withoutLink.removeIf(one -> one.on(link.index()));
                table.interfaceGone(link.index());
                resolveAgain(link.name());
            }
            case RouteEvent.AddressChanged(InterfaceAddress address, int port) ->
                    changed(address, port);
            case RouteEvent.AddressRemoved(InterfaceAddress address, int port) -> {
                disappeared(Resource.Key.OfAddress.of(address), port);
            }
            case RouteEvent.RouteRemoved(RouteEntry route, int port) ->
                    route.paths().forEach(path -> disappeared(Resource.Key.OfRoute.of(path), port));
            case RouteEvent.RouteReplaced(RouteEntry route, int port) -> replaced(route, port);
            case RouteEvent.RuleRemoved(RuleEntry rule, int port) ->
                    disappeared(new Resource.Key.OfRule(rule), port);
            case RouteEvent.Resynchronized _ -> {
                resolveAgain(specs.keySet());
                for (Resource missing : table.resynchronize(present::has)) {
                    lost(missing, 0);
                }
                reconcile();
            }
        }
    }

    private void resolveAgain(String interfaceName) {
        resolveAgain(naming.getOrDefault(interfaceName, Set.of()));
    }

    private void resolveAgain(Set<ResourceOwner> owners) {
        transaction(() ->
                owners.forEach(
                        owner -> table.hold(owner, resolve(specs.getOrDefault(owner, List.of())))));
    }

    private void disappeared(Resource.Key key, int port) {
        Resource gone = table.actual(key);
        if (table.disappeared(key) == ResourceTable.Disappearance.LOST && gone != null) {
            lost(gone, port);
        }
    }

    /// An address that only looks different is repaired in place. keepalived leaves it alone.
    private void changed(InterfaceAddress reported, int port) {
        Resource.Key key = Resource.Key.OfAddress.of(reported);
        if (table.actual(key) instanceof Resource.Address address
                && address.isChangedIn(reported)
                && isRepaired(address)
                && table.altered(key)) {
            repair(List.of(address), one -> ResourceText.altered(one, network), port);
        }
    }

    /// Another program's route stands where ours stood. All of ours there are restored together: in
    /// IPv6 the first one drives out the other route with all its next hops, and the others join
    /// it. In IPv4 the kernel does not say which one was replaced; it refuses those that are there.
    private void replaced(RouteEntry by, int port) {
        List<Resource> ours = new ArrayList<>();
        for (Resource.Key key : table.at(Resource.Key.OfRoute.of(by).place())) {
            Resource resource = table.actual(key);
            if (resource != null && isRepaired(resource) && table.altered(key)) {
                if (ours.isEmpty() || by.family() == Family.INET) {
                    replacing.add(key);
                }
                ours.add(resource);
            }
        }
        repair(ours, one -> ResourceText.altered(one, network), port);
    }

    private boolean isRepaired(Resource resource) {
        return resource.tracking() != Tracking.IGNORED
                && table.owners(resource.key()).stream().anyMatch(ResourceOwner::guarded);
    }

    private void lost(Resource resource, int port) {
        if (resource.tracking() == Tracking.IGNORED || wentWithItsLink(resource)) {
            return;
        }
        List<ResourceOwner> owners = table.owners(resource.key());
        if (owners.stream().noneMatch(ResourceOwner::guarded)) {
            if (resource.tracking() == Tracking.TRACKED) {
                String text = ResourceText.removed(resource, network);
                owners.forEach(owner -> owner.lost(resource, text));
            }
            return;
        }
        repair(List.of(resource), one -> ResourceText.removed(one, network), port);
    }

    /// The kernel removes IPv6 addresses of an interface that is switched off. They are set again
    /// with it; what depends on the interface is notified of its state, not of them.
    private boolean wentWithItsLink(Resource resource) {
        if (!(resource instanceof Resource.Address(InterfaceAddress address, _))) {
            return false;
        }
        Link link = network.link(address.interfaceIndex());
        if (link == null || link.up()) {
            return false;
        }
        withoutLink.add(resource);
        return true;
    }

    private void setAgainOn(int interfaceIndex) {
        for (Resource resource : List.copyOf(withoutLink)) {
            if (resource.on(interfaceIndex)) {
                withoutLink.remove(resource);
                table.retry(resource.key());
            }
        }
    }

    /// Sets resources again, all at the same time.
    private void repair(List<Resource> resources, Function<Resource, String> text, int port) {
        if (!resources.isEmpty()) {
            Map<Resource.Key, String> lines = new LinkedHashMap<>();
            for (Resource each : resources) {
                String label = table.owners(each.key()).getFirst().label();
                lines.put(each.key(), label + text.apply(each));
            }
            repairs.plan(
                    lines,
                    port,
                    () -> {
                        lines.keySet().forEach(table::retry);
                        reconcile();
                    });
        }
    }

    private void reconcile() {
        if (transactions == 0 && !sliceQueued) {
            slice();
        }
    }

    private void slice() {
        sliceQueued = false;
        submit(table.take(SLICE));
        if (table.hasChanges()) {
            sliceQueued = true;
            loop.execute(this::slice);
        }
    }

    /// Works off all changes at once: the loop is about to end.
    void finish() {
        while (table.hasChanges()) {
            submit(table.take(SLICE));
        }
    }

    private void submit(List<Change> changes) {
        List<Change> same = new ArrayList<>();
        boolean filters = false;
        for (Change change : changes) { // in order: a filter is there before its address
            boolean isFilter = change.resource() instanceof Resource.Filter;
            if (isFilter != filters) {
                submit(same, filters);
                same = new ArrayList<>();
                filters = isFilter;
            }
            same.add(change);
        }
        submit(same, filters);
    }

    private void submit(List<Change> changes, boolean filters) {
        if (changes.isEmpty()) {
            return;
        }
        if (filters) {
            int errno = 0;
            String text = "";
            try {
                filter.apply(changes);
            } catch (KernelException refused) {
                errno = refused.errno() == 0 ? Errno.EINVAL : refused.errno();
                text = refused.text();
            }
            for (Change change : changes) {
                done(change, errno, text);
            }
            return;
        }
        Iterator<Change> answered = changes.iterator();
        List<RouteRequest> asked = new ArrayList<>(changes.size());
        for (Change change : changes) {
            asked.add(request(change));
        }
        try {
            requests.submit(asked, (_, errno, text) -> done(answered.next(), errno, text));
        } catch (KernelException failed) {
            while (answered.hasNext()) {
                done(answered.next(), failed.errno(), failed.text());
            }
        }
    }

    private RouteRequest request(Change change) {
        return switch (change) {
            case Change.Add(Resource.Address(InterfaceAddress address, _)) ->
                    new RouteRequest.AddAddress(address);
            case Change.Restore(Resource.Address(InterfaceAddress address, _)) ->
                    new RouteRequest.ReplaceAddress(address);
            case Change.Remove(Resource.Address(InterfaceAddress address, _)) ->
                    new RouteRequest.DeleteAddress(address);
            case Change.Add(Resource.Route(RouteEntry route, var placement, _)) ->
                    new RouteRequest.AddRoute(
                            route,
                            repairs.goesOn(change.resource().key())
                                    ? beside(route, placement)
                                    : placement);
            case Change.Restore(Resource.Route route) ->
                    new RouteRequest.AddRoute(
                            route.route(),
                            replacing.remove(route.key()) ? Placement.REPLACE : Placement.APPEND);
            case Change.Remove(Resource.Route(RouteEntry route, _, _)) ->
                    new RouteRequest.DeleteRoute(route);
            case Change.Add(Resource.Rule(RuleEntry rule, _)) -> new RouteRequest.AddRule(rule);
            case Change.Remove(Resource.Rule(RuleEntry rule, _)) ->
                    new RouteRequest.DeleteRule(rule);
            case Change.Restore(Resource.Rule _),
                    Change.Restore(Resource.Filter _),
                    Change.Add(Resource.Filter _),
                    Change.Remove(Resource.Filter _) ->
                    throw new IllegalStateException("no request of rtnetlink: " + change);
        };
    }

    /// The place of a route that is put back: other next hops of it may still be there.
    private static Placement beside(RouteEntry route, Placement configured) {
        return route.family() == Family.INET6 ? Placement.APPEND : configured;
    }

    private void done(Change change, int errno, String text) {
        Resource.Key key = change.resource().key();
        switch (change) {
            case Change.Add _, Change.Restore _ -> {
                Resource resource = change.resource();
                if (errno == 0 || errno == Errno.EEXIST) {
                    refusals.remove(key);
                    boolean there = change instanceof Change.Restore && errno != 0;
                    boolean givenUp = table.owners(key).isEmpty(); // meanwhile
                    if (repairs.finished(key, !there && !givenUp)) {
                        routesFrom(resource);
                    }
                    return;
                }
                if (isUnknown(errno)) { // it counts as set, so that it is removed with its owner
                    refused(resource, errno, text, () -> table.uncertain(key));
                    return;
                }
                table.refused(change);
                if (errno != Errno.ENODEV) { // the notification that the link is gone follows
                    refused(resource, errno, text, () -> table.retry(key));
                }
            }
            case Change.Remove(Resource resource) -> {
                if (errno == 0) {
                    refusals.remove(key);
                    return;
                }
                table.refused(change);
                boolean gone =
                        switch (errno) {
                            case Errno.EADDRNOTAVAIL,
                                    Errno.ENODEV,
                                    Errno.ESRCH,
                                    Errno.ENOENT,
                                    Errno.ENETDOWN ->
                                    true;
                            default -> false;
                        };
                if (gone) {
                    refusals.remove(key);
                } else {
                    notRemoved(resource, errno, text);
                }
            }
        }
    }

    /// Returns whether the kernel may or may not have carried a request out: its answer was lost,
    /// or it was short of memory.
    private static boolean isUnknown(int errno) {
        return switch (errno) {
            case Errno.ENOBUFS, Errno.ENOMEM, Errno.EAGAIN, Errno.EINTR, Errno.ETIMEDOUT -> true;
            default -> false;
        };
    }

    /// Routes with a removed source address go with it, in silence.
    private void routesFrom(Resource repaired) {
        if (repaired instanceof Resource.Address(InterfaceAddress address, _)) {
            table.uncertain(one ->
                    one instanceof Resource.Route(RouteEntry route, _, _)
                            && address.address().equals(route.preferredSource()));
            reconcile();
        }
    }

    /// Logs a refusal once, and tries again after 1, 2, 4, .. 64 s.
    private void refused(Resource resource, int errno, String text, Runnable mark) {
        Resource.Key key = resource.key();
        boolean down = errno == Errno.ENETDOWN; // the notification about the link reports it
        if (isNew(key, errno) && !down) {
            String label =
                    table.owners(key).stream().findFirst().map(ResourceOwner::label).orElse("");
            log.error("{}setting {} failed: {}", label, ResourceText.of(resource, network), text);
        }
        later(
                key,
                errno,
                () -> {
                    if (table.owners(key).isEmpty()) {
                        refusals.remove(key);
                    } else {
                        mark.run();
                        reconcile();
                    }
                });
    }

    /// Logs a refusal to remove once, and tries again as for one to set: an address that stays here
    /// may be another host's by now.
    private void notRemoved(Resource resource, int errno, String text) {
        Resource.Key key = resource.key();
        if (isNew(key, errno)) {
            log.error("removing {} failed: {}", ResourceText.of(resource, network), text);
        }
        later(
                key,
                errno,
                () -> {
                    if (table.owners(key).isEmpty()) {
                        table.adopt(resource);
                        reconcile();
                    }
                });
    }

    private boolean isNew(Resource.Key key, int errno) {
        Refusal before = refusals.get(key);
        return before == null || before.errno() != errno;
    }

    private void later(Resource.Key key, int errno, Runnable attempt) {
        Refusal before = refusals.get(key);
        int attempts = before == null ? 0 : before.attempts();
        refusals.put(key, new Refusal(errno, attempts + 1));
        loop.after(FIRST_RETRY.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS)), attempt);
    }
}
