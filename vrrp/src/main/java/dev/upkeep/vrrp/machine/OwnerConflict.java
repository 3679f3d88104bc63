package dev.upkeep.vrrp.machine;

/// States of the conflict of an address owner (priority 255) with another router that says the same
/// of itself.
public enum OwnerConflict {
    /// Nobody else does.
    NONE,
    /// Another owner was heard; adverts of ours may not have reached it yet.
    HEARD,
    /// Had it obeyed our adverts, it would be silent by now.
    UNANSWERED,
    /// This router runs with priority 254 until the other is gone.
    LOWERED
}
