package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// State of a virtual router.
///
/// @param role what it is now
/// @param environment what it depends on
/// @param conflict with another address owner
public record RouterState(Role role, Environment environment, OwnerConflict conflict) {

    /// Before the start.
    public static RouterState initial(Environment environment) {
        return new RouterState(Role.Initial.of(false), environment, OwnerConflict.NONE);
    }

    /// Returns why it cannot take part; empty when it can.
    public Set<Fault> faults() {
        return environment.faults();
    }

    /// Returns what tracked objects add to the priority, negative where they subtract.
    public int adjustment() {
        return environment.adjustment();
    }

    /// Address that adverts come from, null while there is none.
    public @Nullable IpAddress source() {
        return environment.source();
    }

    /// Returns the priority that its adverts carry: 1-255.
    public int priority(RouterConfig config) {
        return conflict == OwnerConflict.LOWERED
                ? RouterConfig.HIGHEST_TRACKED
                : config.effectivePriority(environment.adjustment());
    }

    RouterState in(Role next) {
        return new RouterState(next, environment, conflict);
    }

    RouterState in(Environment next) {
        return new RouterState(role, next, conflict);
    }

    RouterState in(OwnerConflict next) {
        return new RouterState(role, environment, next);
    }
}
