package dev.upkeep.config.assemble;

import dev.upkeep.net.Family;
import java.util.EnumMap;
import java.util.Map;

/// Hands out preferences to rules that have none: downwards from 16384 in each family.
final class RulePreferences {
    private static final long FIRST = 16384;
    private final Map<Family, Long> next = new EnumMap<>(Family.class);

    long take(Family family) {
        long preference = next.getOrDefault(family, FIRST);
        next.put(family, preference - 1);
        return preference;
    }
}
