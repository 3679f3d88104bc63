package dev.upkeep.lbaas.status;

import dev.upkeep.lbaas.model.Element;

/// The health of a member.
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
