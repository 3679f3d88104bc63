package dev.upkeep.lbaas.status;

/// Says whether traffic is served (`operating_status`).
public enum Operating {
    ONLINE,
    DRAINING,
    OFFLINE,
    DEGRADED,
    ERROR,
    NO_MONITOR
}
