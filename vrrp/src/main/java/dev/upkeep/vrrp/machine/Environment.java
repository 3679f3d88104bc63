package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.condition.ConditionKey;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The conditions of an instance, as levels: evaluated anew on every change.
///
/// @param faults why it cannot take part, in the order of their log lines; empty when it can
/// @param undetermined tracked objects of weight 0 without a first result: the instance does not
///   begin before
/// @param adjustment what tracked objects add to the priority
/// @param source address that adverts come from, null while there is none
public record Environment(
        Set<Fault> faults,
        Set<ConditionKey> undetermined,
        int adjustment,
        @Nullable IpAddress source) {

    public Environment {
        faults = Collections.unmodifiableSet(new LinkedHashSet<>(faults));
        undetermined = Set.copyOf(undetermined);
    }

    /// Nothing tracked is in the way.
    public static Environment of(Set<Fault> faults, @Nullable IpAddress source) {
        return new Environment(faults, Set.of(), 0, source);
    }

    /// Returns whether nothing keeps the instance from taking part.
    public boolean usable() {
        return faults.isEmpty() && undetermined.isEmpty();
    }

    /// Returns a copy with one more fault.
    public Environment with(Fault fault) {
        Set<Fault> more = new LinkedHashSet<>(faults);
        more.add(fault);
        return new Environment(more, undetermined, adjustment, source);
    }

    /// Returns a copy without a fault.
    public Environment without(Fault fault) {
        Set<Fault> fewer = new LinkedHashSet<>(faults);
        fewer.remove(fault);
        return new Environment(fewer, undetermined, adjustment, source);
    }

    /// Returns a copy with another sum of weights.
    public Environment adjusted(int by) {
        return new Environment(faults, undetermined, by, source);
    }
}
