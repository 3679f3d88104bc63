package dev.upkeep.vrrp.vmac;

import dev.upkeep.net.Family;
import dev.upkeep.netlink.route.Link;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;

/// The macvlans that exist, each with the interface below it, per family that they speak.
public final class PresentMacvlans {

    private final Map<Family, Map<Integer, Integer>> links = new EnumMap<>(Family.class);
    private boolean changed;

    /// Makes the view of a network without macvlans.
    public PresentMacvlans() {
        for (Family family : Family.values()) {
            links.put(family, new HashMap<>());
        }
    }

    /// Adds an interface that exists; one that is no macvlan is left out.
    public void remember(VirtualLink link, Link present) {
        if (!(link.kind() instanceof VirtualLink.Macvlan)) {
            return;
        }
        links.forEach((family, known) -> {
            boolean speaks = family == Family.INET ? link.ipv4() : link.ipv6();
            Integer before =
                    speaks
                            ? known.put(present.index(), present.parent())
                            : known.remove(present.index());
            changed |= !Objects.equals(before, speaks ? (Integer) present.parent() : null);
        });
    }

    /// Removes an interface by its index.
    public void forget(int index) {
        links.values().forEach(known -> changed |= known.remove(index) != null);
    }

    /// Removes all but some.
    ///
    /// @param stays of an index, whether it stays
    public void retain(IntPredicate stays) {
        links.values()
                .forEach(known -> changed |= known.keySet().removeIf(index -> !stays.test(index)));
    }

    /// Returns whether there is something to report.
    public boolean changed() {
        return changed;
    }

    /// Reports all macvlans, when they are others than at the last report.
    ///
    /// @param listener takes a family and its macvlans: index of the interface below by their own
    public void report(BiConsumer<Family, Map<Integer, Integer>> listener) {
        if (changed) {
            changed = false;
            links.forEach(listener);
        }
    }
}
