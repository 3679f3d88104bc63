package dev.upkeep.checkers.reconcile;

import dev.upkeep.checkers.nft.FilterPlan;
import dev.upkeep.checkers.plan.TablePlan;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.checkers.table.TableDiff;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.DestinationStatus;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Brings the kernel's table to what is desired and keeps it there. It remembers the last desired
/// state, so that a change costs only its own requests; a dump of the kernel decides at start,
/// whenever a request was refused or an exchange failed, after a reload, and at every [#reconcile].
///
/// Belongs to the ipvs thread.
public final class IpvsReconciler {

    /// Limit of how many repairs of one reconciliation are logged one by one.
    private static final int LOGGED_REPAIRS = 20;

    private final Ipvs ipvs;
    private final NftablesReconciler filter;
    private final OwnershipFile file;
    private final Logger log;
    private Map<ServiceKey, Entry> services = new LinkedHashMap<>();
    private FilterPlan plan = FilterPlan.NOTHING;
    private Ownership owned = Ownership.nothing();
    private Ownership saved = Ownership.nothing();
    private boolean outOfSync;
    private ReconcileStatus status = ReconcileStatus.NONE;
    private final Set<IpvsRequest> refusedBefore = new HashSet<>();

    public IpvsReconciler(Ipvs ipvs, NftablesReconciler filter, OwnershipFile file, Logger log) {
        this.ipvs = ipvs;
        this.filter = filter;
        this.file = file;
        this.log = log;
    }

    /// Adopts what the kernel has and makes the rest so.
    ///
    /// @param flush `lvs_flush`: empty the table first
    /// @return what the last run owned, when it ended without a word
    public Ownership start(DesiredState desired, boolean flush) {
        Ownership ours = desired.owned();
        Ownership before = Ownership.nothing();
        try {
            before = file.load();
            saved = before;
        } catch (IOException e) {
            log.warn(
                    "Ownership of IPVS entries is not known, stale ones will stay: {}",
                    e.getMessage());
        }
        services = new LinkedHashMap<>(desired.table().services());
        owned = ours.and(saved);
        save(owned);
        plan = desired.filter();
        filter.prepare(plan, services, owned.tables(), false);
        if (flush) {
            send(List.of(new IpvsRequest.Flush()));
        }
        reconcileNow(false);
        filter.settle();
        if (!outOfSync()) {
            owned = ours;
            save(owned);
        }
        return before;
    }

    /// Applies a reload: what it changes is sent at once, without asking the kernel first; the
    /// caller lets a [#reconcile] follow.
    public void replace(DesiredState desired) {
        Ownership ours = desired.owned();
        Ownership either = owned.equals(ours) ? owned : owned.and(ours);
        save(either);
        plan = desired.filter();
        filter.prepare(plan, desired.table().services(), either.tables(), false);
        if (!outOfSync) {
            send(TableDiff.between(new IpvsTable(services), desired.table(), either));
        }
        services = new LinkedHashMap<>(desired.table().services());
        owned = either;
        if (outOfSync) {
            reconcileNow(false);
        }
        filter.settle();
        if (!outOfSync()) {
            owned = ours;
            save(owned);
        }
    }

    /// Applies changes of single services; empty means that the service goes.
    public void change(Map<ServiceKey, Optional<Entry>> changes) {
        filter.prepare(changes);
        List<IpvsRequest> requests = new ArrayList<>();
        List<IpvsRequest> last = new ArrayList<>();
        changes.forEach((key, entry) -> {
            Entry before = services.get(key);
            if (entry.isPresent()) {
                TableDiff.between(before, entry.get(), owned, requests);
                services.put(key, entry.get());
            } else if (before != null) {
                last.add(new IpvsRequest.DeleteService(key));
                services.remove(key);
            }
        });
        requests.addAll(last);
        send(requests);
        if (outOfSync) {
            reconcileNow(false);
        }
        filter.settle();
    }

    /// Compares with the kernel and repairs.
    public void reconcile() {
        boolean expectNothing = !outOfSync();
        filter.prepare(plan, services, owned.tables(), expectNothing);
        reconcileNow(expectNothing);
        filter.settle();
    }

    /// Returns the requests that [#replace] would send; only reads the kernel.
    ///
    /// @throws KernelException when the kernel cannot be read
    public TablePlan plan(DesiredState desired) throws KernelException {
        var tables = filter.read(TablePlan.filterTables(desired, owned));
        return TablePlan.of(desired, new TablePlan.Kernel(ipvs.dump(), tables), owned, false);
    }

    /// Returns whether the kernel is not known to have what is desired, so that [#reconcile] should
    /// be tried again soon.
    boolean outOfSync() {
        return outOfSync || filter.outOfSync();
    }

    /// The servers of some services that have connections or persistence templates; null when the
    /// kernel does not say.
    public @Nullable Set<Endpoint> busy(List<ServiceKey> services) {
        try {
            Set<Endpoint> busy = new HashSet<>();
            for (ServiceKey key : services) {
                for (DestinationStatus status : ipvs.status(key)) {
                    if (!status.idle()) {
                        busy.add(status.destination().endpoint());
                    }
                }
            }
            return busy;
        } catch (KernelException e) {
            log.error("Connections of draining servers cannot be read: {}", e.getMessage());
            return null;
        }
    }

    /// Returns what comparisons led to so far.
    public ReconcileStatus status() {
        return status.outOfSync(outOfSync());
    }

    /// Returns the entries that we may change.
    public Ownership owned() {
        return owned;
    }

    /// The desired table.
    IpvsTable desired() {
        return new IpvsTable(services);
    }

    /// Takes our services out of the kernel.
    ///
    /// @param flush `lvs_flush_on_stop`: everybody's services
    public void stop(boolean flush) {
        List<IpvsRequest> requests = new ArrayList<>();
        if (flush) {
            requests.add(new IpvsRequest.Flush());
        } else {
            services.keySet().forEach(key -> requests.add(new IpvsRequest.DeleteService(key)));
        }
        services.clear();
        send(requests);
        filter.stop();
        try {
            file.delete();
        } catch (IOException e) {
            log.warn("Ownership of IPVS entries cannot be forgotten: {}", e.getMessage());
        }
    }

    /// Ends and leaves everything in the kernel as it is.
    public void leave() {
        filter.close();
    }

    /// Dumps, sends the difference, and asks again when something was refused, until a dump agrees
    /// or only known refusals are left.
    private void reconcileNow(boolean expectNothing) {
        try {
            outOfSync = false;
            long begin = System.nanoTime();
            List<IpvsRequest> requests =
                    TableDiff.between(ipvs.dump(), new IpvsTable(services), owned);
            if (expectNothing) {
                logRepairs(requests);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            status = status.compared(Instant.now(), took, requests.size(), expectNothing);
            send(requests);
            if (!outOfSync) {
                refusedBefore.clear();
            }
        } catch (KernelException e) {
            outOfSync = true;
            log.error("IPVS table cannot be read: {}", e.getMessage());
        }
    }

    private void logRepairs(List<IpvsRequest> requests) {
        int count = 0;
        for (IpvsRequest request : requests) {
            if (++count <= LOGGED_REPAIRS) {
                log.warn(
                        "IPVS table was changed by someone else: {}",
                        RequestMessages.repair(request));
            }
        }
        if (count > LOGGED_REPAIRS) {
            log.warn(
                    "IPVS table was changed by someone else: {} more repairs",
                    count - LOGGED_REPAIRS);
        }
    }

    /// Sends requests; between those that bring services and those that take some away, addresses
    /// of groups are led from the one to the other.
    private void send(List<IpvsRequest> requests) {
        int deletions = 0;
        while (deletions < requests.size()
                && !(requests.get(deletions) instanceof IpvsRequest.DeleteService)) {
            deletions++;
        }
        exchange(requests.subList(0, deletions));
        filter.route();
        exchange(requests.subList(deletions, requests.size()));
    }

    private void exchange(List<IpvsRequest> requests) {
        if (requests.isEmpty()) {
            return;
        }
        try {
            Set<ServiceKey> missing = new HashSet<>();
            for (Ipvs.Refusal refusal : ipvs.apply(requests)) {
                outOfSync = true;
                status = status.refused();
                if (!alreadyGone(refusal)) {
                    logRefusal(refusal, missing);
                }
            }
        } catch (KernelException e) {
            outOfSync = true;
            log.error("IPVS requests may be lost: {}", e.getMessage());
        }
    }

    /// Returns whether somebody else had deleted already what was to be deleted.
    private static boolean alreadyGone(Ipvs.Refusal refusal) {
        boolean absent = refusal.errno() == Errno.ESRCH || refusal.errno() == Errno.ENOENT;
        return switch (refusal.request()) {
            case IpvsRequest.DeleteService _, IpvsRequest.DeleteDestination _ -> absent;
            case IpvsRequest.AddService _,
                    IpvsRequest.EditService _,
                    IpvsRequest.AddDestination _,
                    IpvsRequest.EditDestination _,
                    IpvsRequest.Flush _ ->
                    false;
        };
    }

    /// Logs a refusal once, and not those that only follow from the refusal of their service.
    private void logRefusal(Ipvs.Refusal refusal, Set<ServiceKey> missing) {
        IpvsRequest request = refusal.request();
        if (request instanceof IpvsRequest.AddService(var service)) {
            missing.add(service.key());
        }
        boolean follows =
                request instanceof IpvsRequest.AddDestination(var key, _) && missing.contains(key);
        if (!follows && refusedBefore.add(request)) {
            log.error(RefusalMessages.of(refusal));
        }
    }

    private void save(Ownership now) {
        if (now.equals(saved)) {
            return;
        }
        try {
            file.save(now);
            saved = now;
        } catch (IOException e) {
            log.warn("Ownership of IPVS entries cannot be saved: {}", e.getMessage());
        }
    }
}
