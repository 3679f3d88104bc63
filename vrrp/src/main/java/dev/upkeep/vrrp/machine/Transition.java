package dev.upkeep.vrrp.machine;

/// The transitions that notify scripts are called for; the names are their third argument.
public enum Transition {
    MASTER,
    BACKUP,
    FAULT,
    STOP,
    DELETED,
    /// A master heard an advert of lower priority.
    MASTER_RX_LOWER_PRI,
    /// The priority of a master changed.
    MASTER_PRIORITY,
    /// The priority of a backup changed.
    BACKUP_PRIORITY
}
