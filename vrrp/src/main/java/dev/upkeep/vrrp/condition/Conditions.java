package dev.upkeep.vrrp.condition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The levels of all tracked objects, and who depends on each. Not thread-safe.
///
/// @param <S> what subscribes
public final class Conditions<S> {

    private final Map<ConditionKey, Level> levels = new HashMap<>();
    private Map<ConditionKey, Set<S>> subscribers = Map.of();

    /// Takes who depends on what; levels that nobody depends on any more are dropped.
    public void subscribe(Iterable<S> all, Function<S, List<TrackedCondition>> tracked) {
        Map<ConditionKey, Set<S>> next = new HashMap<>();
        for (S each : all) {
            for (TrackedCondition condition : tracked.apply(each)) {
                next.computeIfAbsent(condition.key(), _ -> new LinkedHashSet<>()).add(each);
            }
        }
        subscribers = next;
        levels.keySet().retainAll(next.keySet());
    }

    /// Every object that somebody depends on.
    public Set<ConditionKey> subscribed() {
        return Set.copyOf(subscribers.keySet());
    }

    /// Returns the level of an object; a BFD session is down until it is reported up.
    public Level level(ConditionKey key) {
        Level level = levels.get(key);
        if (level != null) {
            return level;
        }
        return switch (key.kind()) {
            case BFD -> Level.BAD;
            case INTERFACE, SCRIPT, FILE, PROCESS -> Level.UNKNOWN;
        };
    }

    /// Takes a level.
    ///
    /// @return who has to be evaluated anew; empty when the level is the same or nobody depends on
    ///   it
    public List<S> set(ConditionKey key, Level level) {
        Set<S> affected = subscribers.get(key);
        if (affected == null || level.equals(levels.put(key, level))) {
            return List.of();
        }
        return new ArrayList<>(affected);
    }
}
