package dev.upkeep.config.model;

import dev.upkeep.net.IpAddress;

/// Defaults that `global_defs` gives to instances.
public record VrrpDefaults(
        int version,
        IpAddress multicastGroup4,
        IpAddress multicastGroup6,
        int downTimerAdverts,
        Announcements announcements,
        boolean minimalGarp,
        boolean lowerPriorityNoAdvert,
        boolean higherPrioritySendAdvert,
        boolean checkUnicastSource,
        boolean skipCheckAdvertAddresses,
        boolean strict,
        boolean notifyPriorityChanges,
        boolean ownerIgnoresAdverts,
        boolean checksumAsVersion2) {}
