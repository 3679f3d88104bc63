package dev.upkeep.app.dump;

import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Role;

/// keepalived's numbers and names of the states of an instance.
enum InstanceState {
    INIT,
    BACKUP,
    MASTER,
    FAULT;

    static InstanceState of(InstanceStatus status) {
        return switch (status.state().role()) {
            case Role.Initial _ -> INIT;
            case Role.Backup _ -> BACKUP;
            case Role.Master _ -> MASTER;
            case Role.Faulty _ -> FAULT;
        };
    }

    /// Returns the state it would be in if its sync group allowed it.
    static InstanceState desiredBy(InstanceStatus status) {
        return status.state().role() instanceof Role.Backup backup && backup.wantsMaster()
                ? MASTER
                : of(status);
    }

    /// As in the JSON dump.
    int number() {
        return switch (this) {
            case INIT -> 0;
            case BACKUP -> 1;
            case MASTER -> 2;
            case FAULT -> 3;
        };
    }
}
