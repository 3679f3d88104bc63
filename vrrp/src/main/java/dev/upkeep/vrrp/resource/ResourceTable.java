package dev.upkeep.vrrp.resource;

import dev.upkeep.vrrp.resource.Resource.Key.OfRoute.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Desired and actual state of what VRRP owns in the kernel, and the changes between them. A
/// resource is desired while at least one owner holds it. Cost grows with what changes, not with
/// what there is. Pure; belongs to one thread.
public final class ResourceTable {

    private final Map<Resource.Key, Entry> entries = new LinkedHashMap<>();
    private final IdentityHashMap<ResourceOwner, Map<Resource.Key, Resource>> held =
            new IdentityHashMap<>();
    private final SequencedSet<Resource.Key> pending = new LinkedHashSet<>();
    private final Map<Place, SequencedSet<Resource.Key>> places = new HashMap<>();

    private static final class Entry {
        /// By owner; the form of the first one counts.
        private final Map<ResourceOwner, Resource> owners = new LinkedHashMap<>();

        /// The form in the kernel as far as it is known, null while it is not there.
        private @Nullable Resource actual;

        /// Whether another program changed it, so that it does not have the form that is known.
        private boolean altered;

        /// Removals that were requested and not reported yet.
        private int removals;

        private boolean isAsDesired() {
            return !altered && Objects.equals(desired(), actual);
        }

        private @Nullable Resource desired() {
            return owners.isEmpty() ? null : owners.values().iterator().next();
        }
    }

    /// One step towards the desired state.
    public sealed interface Change {
        Resource resource();

        /// The resource is missing.
        record Add(Resource resource) implements Change {}

        /// Nobody holds the resource any more, or it is about to be added in another form.
        record Remove(Resource resource) implements Change {}

        /// Another program changed the resource in its place.
        record Restore(Resource resource) implements Change {}
    }

    /// The consequence of a resource's disappearance.
    public enum Disappearance {
        /// It was requested here, or nobody holds the resource.
        EXPECTED,
        /// Another program removed a resource that is held.
        LOST
    }

    /// Sets what an owner holds from now on, in the order in which it is to be added. What it held
    /// before and nobody else holds is removed after that, the last first.
    public void hold(ResourceOwner owner, List<? extends Resource> resources) {
        Map<Resource.Key, Resource> now = new LinkedHashMap<>();
        for (Resource resource : resources) {
            now.putIfAbsent(resource.key(), resource);
        }
        Map<Resource.Key, Resource> before = held.getOrDefault(owner, Map.of());
        for (Map.Entry<Resource.Key, Resource> each : now.entrySet()) {
            Entry entry = entry(each.getKey());
            entry.owners.put(owner, each.getValue());
            mark(each.getKey(), entry);
        }
        List<Resource.Key> former = List.copyOf(before.keySet());
        for (int i = former.size() - 1; i >= 0; i--) {
            Resource.Key key = former.get(i);
            Entry entry = now.containsKey(key) ? null : entries.get(key);
            if (entry != null) {
                entry.owners.remove(owner);
                mark(key, entry);
            }
        }
        if (now.isEmpty()) {
            held.remove(owner);
        } else {
            held.put(owner, now);
        }
    }

    /// Returns the resources that an owner holds, in its order.
    public Collection<Resource> heldBy(ResourceOwner owner) {
        return held.getOrDefault(owner, Map.of()).values();
    }

    /// All owners that hold something.
    public Set<ResourceOwner> owners() {
        return Set.copyOf(held.keySet());
    }

    /// Returns the owners of a resource; empty for none.
    public List<ResourceOwner> owners(Resource.Key key) {
        Entry entry = entries.get(key);
        return entry == null ? List.of() : List.copyOf(entry.owners.keySet());
    }

    /// Takes a resource that is in the kernel for one of ours: an earlier run left it. It is
    /// removed unless somebody holds it.
    public void adopt(Resource resource) {
        Entry entry = entry(resource.key());
        if (entry.actual == null) {
            Resource desired = entry.desired();
            entry.actual = desired == null ? resource : desired;
        }
        mark(resource.key());
    }

    /// Takes the next changes, at most so many; they count as done until [#refused] says otherwise.
    public List<Change> take(int most) {
        List<Change> changes = new ArrayList<>();
        while (!pending.isEmpty() && changes.size() < most) {
            Resource.Key key = pending.removeFirst();
            Entry entry = entries.get(key);
            if (entry == null) {
                continue;
            }
            Resource desired = entry.desired();
            Resource actual = entry.actual;
            if (actual != null && !actual.equals(desired)) {
                changes.add(new Change.Remove(actual));
                entry.removals++;
            }
            if (desired != null && !desired.equals(actual)) {
                changes.add(new Change.Add(desired));
            } else if (desired != null && entry.altered) {
                changes.add(new Change.Restore(desired));
            }
            entry.altered = false;
            entry.actual = desired;
        }
        return changes;
    }

    /// Returns whether there is something to do.
    public boolean hasChanges() {
        return !pending.isEmpty();
    }

    /// Takes note that the kernel refused a change.
    public void refused(Change change) {
        Entry entry = entries.get(change.resource().key());
        if (entry == null) {
            return;
        }
        switch (change) {
            case Change.Add _, Change.Restore _ -> {
                if (change.resource().equals(entry.actual)) {
                    entry.actual = null;
                }
            }
            case Change.Remove _ -> entry.removals = Math.max(0, entry.removals - 1);
        }
        dropIfUnused(change.resource().key(), entry);
    }

    /// Takes note that the kernel removed a resource.
    public Disappearance disappeared(Resource.Key key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return Disappearance.EXPECTED;
        }
        if (entry.removals > 0) {
            entry.removals--;
            dropIfUnused(key, entry);
            return Disappearance.EXPECTED;
        }
        boolean lost = entry.actual != null && !entry.owners.isEmpty();
        entry.actual = null;
        dropIfUnused(key, entry);
        return lost ? Disappearance.LOST : Disappearance.EXPECTED;
    }

    /// Takes note that another program changed a resource in its place; it is restored after
    /// [#retry].
    ///
    /// @return false when nobody holds it, it is not in place, or this is known already
    public boolean altered(Resource.Key key) {
        Entry entry = entries.get(key);
        if (entry == null || entry.owners.isEmpty() || entry.actual == null || entry.altered) {
            return false;
        }
        entry.altered = true;
        return true;
    }

    /// Returns the routes of a place that are known here, in the order in which they came.
    public List<Resource.Key> at(Place place) {
        return List.copyOf(places.getOrDefault(place, new LinkedHashSet<>()));
    }

    /// Takes note that resources may be gone without a notification: those that are held are added
    /// once more.
    public void uncertain(Predicate<Resource> resources) {
        for (Map.Entry<Resource.Key, Entry> each : List.copyOf(entries.entrySet())) {
            Resource actual = each.getValue().actual;
            if (actual != null && !each.getValue().owners.isEmpty() && resources.test(actual)) {
                each.getValue().actual = null;
                mark(each.getKey());
            }
        }
    }

    /// Takes note that the kernel may or may not have a resource: it is added once more while
    /// somebody holds it.
    public void uncertain(Resource.Key key) {
        Entry entry = entries.get(key);
        if (entry != null && !entry.owners.isEmpty()) {
            entry.actual = null;
            mark(key);
        }
    }

    /// Takes note that an interface is gone, and what was on it with it.
    public void interfaceGone(int index) {
        for (Resource.Key key : List.copyOf(entries.keySet())) {
            Entry entry = Objects.requireNonNull(entries.get(key));
            Resource some = entry.actual == null ? entry.desired() : entry.actual;
            if (some == null || some.on(index)) {
                entry.actual = null;
                entry.removals = 0;
                dropIfUnused(key, entry);
            }
        }
    }

    /// Returns the form of a resource in the kernel as far as it is known, null while it is not
    /// there.
    public @Nullable Resource actual(Resource.Key key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.actual;
    }

    /// Compares with a dump after notifications were lost.
    ///
    /// @param present whether a resource is in the kernel
    /// @return the resources that are held, were in place and are not any more
    public List<Resource> resynchronize(Predicate<Resource> present) {
        List<Resource> lost = new ArrayList<>();
        for (Resource.Key key : List.copyOf(entries.keySet())) {
            Entry entry = Objects.requireNonNull(entries.get(key));
            entry.removals = 0;
            Resource actual = entry.actual;
            if (actual != null && !present.test(actual)) {
                entry.actual = null;
                if (!entry.owners.isEmpty()) {
                    lost.add(actual);
                }
            }
            dropIfUnused(key, entry);
        }
        return lost;
    }

    /// Puts a resource that is held and missing back onto the list of changes.
    public void retry(Resource.Key key) {
        mark(key);
    }

    private Entry entry(Resource.Key key) {
        return entries.computeIfAbsent(
                key,
                _ -> {
                    if (key instanceof Resource.Key.OfRoute route) {
                        places.computeIfAbsent(route.place(), _ -> new LinkedHashSet<>()).add(key);
                    }
                    return new Entry();
                });
    }

    private void mark(Resource.Key key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            pending.remove(key);
        } else {
            mark(key, entry);
        }
    }

    private void mark(Resource.Key key, Entry entry) {
        if (entry.isAsDesired()) {
            pending.remove(key);
            dropIfUnused(key, entry);
        } else {
            pending.add(key);
        }
    }

    private void dropIfUnused(Resource.Key key, Entry entry) {
        if (entry.owners.isEmpty() && entry.actual == null && entry.removals == 0) {
            entries.remove(key);
            pending.remove(key);
            if (key instanceof Resource.Key.OfRoute route) {
                places.computeIfPresent(
                        route.place(),
                        (_, keys) -> keys.remove(key) && keys.isEmpty() ? null : keys);
            }
        }
    }
}
