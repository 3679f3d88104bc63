package dev.upkeep.checkers.reconcile;

import dev.upkeep.checkers.nft.FilterDiff;
import dev.upkeep.checkers.nft.FilterPlan;
import dev.upkeep.checkers.nft.FullNat.Place;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftRequest;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.nft.PacketFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Keeps the tables of nftables in step with the kernel's table of services. Three steps go around
/// each change of that, so that no packet meets one without the other:
///
/// 1. [#prepare]: source translation for destinations that come ([FilterPlan#fullNat]);
/// 2. [#route], when new services are there and old ones still are: which address has which mark;
/// 3. [#settle]: source translation of destinations that are gone.
///
/// nftables is not touched, nor its module loaded, while no table is desired or owned. Belongs to
/// the ipvs thread.
public final class NftablesReconciler {

    private final FilterBackend backend;
    private final Logger log;
    private @Nullable PacketFilter filter;
    private FilterPlan plan = FilterPlan.NOTHING;

    /// The places of source translation for each service, as far as we know.
    private Map<ServiceKey, Set<Place>> translated = new HashMap<>();

    private final List<NftRequest> routing = new ArrayList<>();
    private final List<NftRequest> settling = new ArrayList<>();
    private final Set<String> failures = new HashSet<>();
    private final Set<String> warnings = new HashSet<>();
    private boolean outOfSync;

    public NftablesReconciler(FilterBackend backend, Logger log) {
        this.backend = backend;
        this.log = log;
    }

    /// Returns whether the kernel is not known to have what is desired.
    boolean outOfSync() {
        return outOfSync;
    }

    /// Compares with the kernel and begins to make it so.
    ///
    /// @param services the table of services that is about to be
    /// @param owned tables that are ours, those that are no longer desired too
    /// @param expectNothing whether a difference is the work of someone else, and worth a line
    void prepare(
            FilterPlan next,
            Map<ServiceKey, Entry> services,
            Set<NftTable.Id> owned,
            boolean expectNothing) {
        plan = next;
        routing.clear();
        settling.clear();
        translated = new HashMap<>();
        outOfSync = false;
        Set<NftTable.Id> ours = new LinkedHashSet<>(next.tables());
        ours.addAll(owned);
        if (ours.isEmpty()) {
            return;
        }
        complain(backend.prepare(families(next)));
        Map<NftTable.Id, NftTable> translation = next.fullNat().tables(services);
        List<NftRequest> first = new ArrayList<>();
        try {
            for (NftTable.Id id : ours) {
                NftTable actual = filter().read(id);
                NftTable desired = translation.get(id);
                if (desired == null) {
                    NftTable group = next.groupTables().get(id);
                    routing.addAll(FilterDiff.between(actual, group));
                } else {
                    NftTable both = union(actual, desired);
                    first.addAll(FilterDiff.between(actual, both));
                    settling.addAll(FilterDiff.between(both, desired));
                }
            }
        } catch (KernelException failed) {
            fail("nftables cannot be read", failed);
            return;
        }
        if (expectNothing) {
            logRepairs(first);
            logRepairs(routing);
            logRepairs(settling);
        }
        apply(first);
        services.forEach((key, entry) -> {
            Set<Place> places = next.fullNat().places(key, entry);
            if (!places.isEmpty()) {
                translated.put(key, places);
            }
        });
    }

    /// Returns the tables that exist among some.
    ///
    /// @throws KernelException when the kernel cannot be read
    Map<NftTable.Id, NftTable> read(Set<NftTable.Id> ids) throws KernelException {
        Map<NftTable.Id, NftTable> found = new HashMap<>();
        for (NftTable.Id id : ids) {
            NftTable table = filter().read(id);
            if (table != null) {
                found.put(id, table);
            }
        }
        return found;
    }

    /// Begins a change of single services; empty means that the service goes.
    void prepare(Map<ServiceKey, Optional<Entry>> changes) {
        List<Place> come = new ArrayList<>();
        List<Place> go = new ArrayList<>();
        changes.forEach((key, entry) -> {
            Set<Place> desired =
                    entry.map(service -> plan.fullNat().places(key, service)).orElse(Set.of());
            Set<Place> before = translated.getOrDefault(key, Set.of());
            if (desired.equals(before)) {
                return;
            }
            desired.stream().filter(place -> !before.contains(place)).forEach(come::add);
            before.stream().filter(place -> !desired.contains(place)).forEach(go::add);
            translated.put(key, desired);
        });
        apply(requests(come, NftRequest.AddElements::new));
        settling.addAll(requests(go, NftRequest.DeleteElements::new));
    }

    /// Lets addresses lead to their services: new ones are there, old ones not yet gone.
    void route() {
        if (!routing.isEmpty()) {
            List<NftRequest> requests = List.copyOf(routing);
            routing.clear();
            apply(requests);
        }
    }

    /// Ends a change.
    void settle() {
        route();
        if (!settling.isEmpty()) {
            List<NftRequest> requests = List.copyOf(settling);
            settling.clear();
            apply(requests);
        }
    }

    /// Deletes our tables.
    void stop() {
        prepare(FilterPlan.NOTHING, Map.of(), plan.tables(), false);
        settle();
        complain(backend.restore());
        close();
    }

    /// Ends without a change.
    void close() {
        if (filter != null) {
            filter.close();
            filter = null;
        }
    }

    private PacketFilter filter() throws KernelException {
        PacketFilter open = filter;
        if (open == null) {
            open = backend.open();
            filter = open;
        }
        return open;
    }

    private static Set<Family> families(FilterPlan plan) {
        Set<Family> families = new LinkedHashSet<>();
        plan.fullNat().destinations().keySet().forEach(key -> families.add(key.family()));
        return families;
    }

    /// The desired table, and what is there besides; only what is desired when that is of another
    /// make.
    private static NftTable union(@Nullable NftTable actual, NftTable desired) {
        if (actual == null || !actual.sameStructure(desired)) {
            return desired;
        }
        Map<String, Set<NftElement>> elements = new HashMap<>();
        for (String set : desired.sets().keySet()) {
            Set<NftElement> both = new LinkedHashSet<>(desired.elementsOf(set));
            both.addAll(actual.elementsOf(set));
            elements.put(set, both);
        }
        return desired.withElements(elements);
    }

    /// Makes requests about elements of one set.
    private interface Make {
        NftRequest of(NftTable.Id table, String set, List<NftElement> elements);
    }

    private static List<NftRequest> requests(List<Place> places, Make make) {
        Map<String, List<Place>> bySet = new TreeMap<>();
        for (Place place : places) {
            bySet.computeIfAbsent(place.table() + " " + place.set(), _ -> new ArrayList<>())
                    .add(place);
        }
        List<NftRequest> requests = new ArrayList<>();
        for (List<Place> same : bySet.values()) {
            Place one = same.getFirst();
            List<NftElement> elements = same.stream().map(Place::element).toList();
            requests.add(make.of(one.table(), one.set(), elements));
        }
        return requests;
    }

    private void apply(List<NftRequest> transaction) {
        if (transaction.isEmpty()) {
            return;
        }
        try {
            filter().apply(transaction);
            failures.clear();
        } catch (KernelException refused) {
            fail("nftables transaction refused", refused);
        }
    }

    /// Says once what goes wrong, until something goes right again.
    private void fail(String what, KernelException failure) {
        outOfSync = true;
        if (failures.add(what + failure.getMessage())) {
            log.error("{}: {}", what, failure.getMessage());
        }
    }

    private void complain(List<String> lines) {
        for (String line : lines) {
            if (warnings.add(line)) {
                log.warn("{}", line);
            }
        }
    }

    private void logRepairs(List<NftRequest> requests) {
        for (NftRequest request : requests) {
            log.warn("nftables were changed by someone else: {}", request.describe());
        }
    }
}
