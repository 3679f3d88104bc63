package dev.upkeep.lbaas.status;

/// Whether traffic is served (`operating_status`).
public enum Operating {
    ONLINE,
    DRAINING,
    OFFLINE,
    DEGRADED,
    ERROR,
    NO_MONITOR
}
