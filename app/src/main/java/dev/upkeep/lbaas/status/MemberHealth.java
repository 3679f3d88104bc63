package dev.upkeep.lbaas.status;

import dev.upkeep.lbaas.model.Element;

/// What is known of a member's health.
@FunctionalInterface
public interface MemberHealth {

    /// The verdict of the checks.
    enum Verdict {
        UP,
        DOWN,
        /// Nobody has said anything: it is not in place yet, or the daemon cannot be asked.
        UNKNOWN
    }

    /// The verdict for a member.
    Verdict of(Element member);
}
