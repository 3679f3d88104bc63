package dev.upkeep.vrrp.machine;

/// The timers of a virtual router; each runs at most once at a time.
public enum Timer {
    /// The master has been silent too long.
    MASTER_DOWN,
    /// The next advert is due.
    ADVERT,
    /// `preempt_delay` is over.
    PREEMPT_DELAY,
    /// `garp_master_delay` after becoming master.
    SECOND_BURST,
    /// `garp_master_refresh` has passed.
    REFRESH,
    /// `garp_extra_if` has passed.
    EXTRA_INTERFACES,
    /// `garp_lower_prio_delay` after an advert of lower priority.
    LOWER_PRIORITY_BURST,
    /// Another address owner should have obeyed our adverts, or is gone.
    OWNER_CONFLICT
}
