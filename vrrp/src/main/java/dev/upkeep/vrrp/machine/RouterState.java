package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a virtual router stands.
///
/// @param role what it is now
/// @param faults why it cannot take part; empty when it can
/// @param adjustment what tracked objects add to the priority
/// @param source address that adverts come from, null while there is none
public record RouterState(
        Role role, Set<Fault> faults, int adjustment, @Nullable IpAddress source) {

    public RouterState {
        faults = Set.copyOf(faults);
    }

    /// Before the start.
    public static RouterState initial(Set<Fault> faults, @Nullable IpAddress source) {
        return new RouterState(new Role.Initial(), faults, 0, source);
    }

    RouterState in(Role next) {
        return new RouterState(next, faults, adjustment, source);
    }

    RouterState with(Fault fault) {
        Set<Fault> more = new LinkedHashSet<>(faults);
        more.add(fault);
        return new RouterState(role, more, adjustment, source);
    }

    RouterState without(Fault fault) {
        Set<Fault> fewer = new LinkedHashSet<>(faults);
        fewer.remove(fault);
        return new RouterState(role, fewer, adjustment, source);
    }

    RouterState from(@Nullable IpAddress address) {
        return new RouterState(role, faults, adjustment, address);
    }

    RouterState adjusted(int by) {
        return new RouterState(role, faults, by, source);
    }
}
