package dev.upkeep.config.model;

import dev.upkeep.net.IpAddress;
import java.util.Set;

/// Defaults that `global_defs` gives to instances.
///
/// @param advertFlags those that have a default: all but `accept`
public record VrrpDefaults(
        int version,
        IpAddress multicastGroup4,
        IpAddress multicastGroup6,
        int downTimerAdverts,
        Announcements announcements,
        boolean minimalGarp,
        boolean checkUnicastSource,
        boolean notifyPriorityChanges,
        Set<AdvertPolicy.Flag> advertFlags) {

    public VrrpDefaults {
        advertFlags = Set.copyOf(advertFlags);
    }
}
