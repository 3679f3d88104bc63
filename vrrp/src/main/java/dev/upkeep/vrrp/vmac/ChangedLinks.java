package dev.upkeep.vrrp.vmac;

import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Remembers which of the desired virtual interfaces have to be looked at, as they or the interface
/// below changed. With a thousand of them a change must not cost a look at each.
public final class ChangedLinks {

    private final Map<String, VirtualLink> desired = new LinkedHashMap<>();
    private final Map<String, List<String>> above = new HashMap<>();
    private final Map<Integer, Link> seen = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    /// Takes the desired interfaces, all of which are to be looked at.
    ///
    /// @param present the interfaces that exist
    public void reset(Collection<VirtualLink> links, Collection<Link> present) {
        desired.clear();
        above.clear();
        changed.clear();
        for (VirtualLink link : links) {
            desired.put(link.name(), link);
            above.computeIfAbsent(link.parent(), _ -> new ArrayList<>()).add(link.name());
        }
        everything(present);
    }

    /// All are to be looked at.
    ///
    /// @param present the interfaces that exist
    public void everything(Collection<Link> present) {
        seen.clear();
        present.forEach(link -> seen.put(link.index(), link));
        changed.addAll(desired.keySet());
    }

    /// Takes note of an interface that is there, or is another than before.
    public void linkChanged(Link link) {
        Link before = seen.put(link.index(), link);
        boolean renamed = before != null && !before.name().equals(link.name());
        if (renamed) {
            touchWithThoseAbove(before.name());
        }
        if (before == null || renamed || before.usable() != link.usable()) {
            touchWithThoseAbove(link.name());
        } else {
            touch(link.name());
        }
    }

    /// Takes note of an interface that is gone.
    public void linkRemoved(Link link) {
        seen.remove(link.index());
        touchWithThoseAbove(link.name());
    }

    /// Takes note of an address of an interface that came or went.
    public void addressChanged(InterfaceAddress address) {
        Link link = seen.get(address.interfaceIndex());
        if (link != null && address.address().isLinkLocal()) {
            touchWithThoseAbove(link.name());
        } else if (link != null) {
            touch(link.name());
        }
    }

    /// Marks a desired interface to be looked at again; others are ignored.
    public void touch(String name) {
        if (desired.containsKey(name)) {
            changed.add(name);
        }
    }

    private void touchWithThoseAbove(String name) {
        touch(name);
        changed.addAll(above.getOrDefault(name, List.of()));
    }

    /// Returns the next interface to look at, null when there is none.
    public @Nullable VirtualLink next() {
        if (changed.isEmpty()) {
            return null;
        }
        String name = changed.iterator().next();
        changed.remove(name);
        return desired.get(name);
    }

    /// Returns whether no interface is to be looked at.
    public boolean isEmpty() {
        return changed.isEmpty();
    }

    /// Returns the desired interfaces, by name.
    public Map<String, VirtualLink> desired() {
        return Collections.unmodifiableMap(desired);
    }
}
