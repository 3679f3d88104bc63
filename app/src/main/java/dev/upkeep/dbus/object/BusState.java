package dev.upkeep.dbus.object;

import dev.upkeep.vrrp.machine.Role;
import dev.upkeep.vrrp.machine.Transition;
import org.jspecify.annotations.Nullable;

/// The state of an instance as its object shows it.
public enum BusState {
    INIT(0, "Init"),
    BACKUP(1, "Backup"),
    MASTER(2, "Master"),
    FAULT(3, "Fault"),
    DELETED(97, "Deleted"),
    STOP(98, "Stop");

    private final int number;
    private final String text;

    BusState(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /// Returns the argument of `VrrpStatusChange`.
    public int number() {
        return number;
    }

    /// The word beside the number in the property `State`.
    String text() {
        return text;
    }

    /// Returns the state of a role.
    public static BusState of(Role role) {
        return switch (role) {
            case Role.Initial _ -> INIT;
            case Role.Backup _ -> BACKUP;
            case Role.Master _ -> MASTER;
            case Role.Faulty _ -> FAULT;
        };
    }

    /// Returns the state after a transition, null for one that leaves it as it is.
    public static @Nullable BusState after(Transition transition) {
        return switch (transition) {
            case MASTER -> MASTER;
            case BACKUP -> BACKUP;
            case FAULT -> FAULT;
            case STOP -> STOP;
            case DELETED -> DELETED;
            case MASTER_RX_LOWER_PRI, MASTER_PRIORITY, BACKUP_PRIORITY -> null;
        };
    }
}
