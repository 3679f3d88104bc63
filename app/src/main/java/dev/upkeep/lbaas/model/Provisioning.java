package dev.upkeep.lbaas.model;

/// Says whether what was asked for is in place (`provisioning_status`).
public enum Provisioning {
    PENDING_CREATE,
    PENDING_UPDATE,
    PENDING_DELETE,
    ACTIVE,
    ERROR;

    /// True while the provider works on it.
    public boolean pending() {
        return switch (this) {
            case PENDING_CREATE, PENDING_UPDATE, PENDING_DELETE -> true;
            case ACTIVE, ERROR -> false;
        };
    }
}
