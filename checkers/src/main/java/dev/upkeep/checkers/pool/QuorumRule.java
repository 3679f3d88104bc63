package dev.upkeep.checkers.pool;

import dev.upkeep.config.model.Quorum;

/// Decides whether a service has enough live weight: gained at quorum + hysteresis, lost below
/// quorum - hysteresis or with nothing left. A quorum of 0 (every weight is 0) is always there.
public final class QuorumRule {

    private QuorumRule() {}

    /// Returns whether the quorum is there.
    ///
    /// @param live sum of the weights of live servers
    /// @param before whether it was there until now
    public static boolean isUp(Quorum quorum, long live, boolean before) {
        if (quorum.quorum() == 0) {
            return true;
        }
        return before
                ? live > 0 && live >= quorum.quorum() - quorum.hysteresis()
                : live >= quorum.quorum() + quorum.hysteresis();
    }
}
