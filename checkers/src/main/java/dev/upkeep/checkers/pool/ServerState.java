package dev.upkeep.checkers.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of a real server: the sum of its checks, and the administrative state.
///
/// @param up every check is up
/// @param weight the effective weight while up, 0 - 2147483647
/// @param adminState what the operator asked for at run time
/// @param rampPermille share of the weight that it has in the kernel while it comes back
///   (`slow_start`), 0-1000
/// @param unchecked a check cannot run, so that `up` is what was last known
public record ServerState(
        boolean up, int weight, AdminState adminState, int rampPermille, boolean unchecked) {

    /// The whole weight.
    public static final int FULL = 1000;

    /// Makes a state with the whole weight.
    public ServerState(boolean up, int weight, AdminState adminState) {
        this(up, weight, adminState, FULL, false);
    }

    /// The administrative state at run time.
    public enum AdminState {
        /// Nothing was asked for.
        ENABLED,
        /// New connections go elsewhere, the present ones go on: weight 0 while it is up.
        DRAINING,
        /// As if it were not configured, but for its checks, which go on. With `drain_timeout` its
        /// connections may finish.
        DISABLED
    }

    /// Derives the state from the verdicts of the checks. The last check that asks for a weight
    /// sets it, `FILE_CHECK` and `BFD_CHECK` weights add to it.
    ///
    /// @param base the weight that is configured, or that the operator set in its place
    /// @param added sum of the weights of tracked files
    public static ServerState of(
            int base,
            List<CheckState> checks,
            long added,
            AdminState adminState,
            int rampPermille) {
        boolean up = true;
        boolean unchecked = false;
        Integer asked = null;
        for (CheckState check : checks) {
            up &= check.up();
            unchecked |= check.unable() != null;
            asked = later(asked, check.weight());
        }
        long weight = (asked == null ? base : asked) + added;
        int clipped = (int) Math.max(0, Math.min(Integer.MAX_VALUE, weight));
        return new ServerState(up, clipped, adminState, up ? rampPermille : FULL, unchecked);
    }

    private static @Nullable Integer later(@Nullable Integer before, @Nullable Integer after) {
        return after != null ? after : before;
    }

    /// Returns the weight in the kernel while it serves: at least 1 where it has one, so that it is
    /// tried.
    public int servingWeight() {
        return rampPermille == FULL
                ? weight
                : (int) Math.max(Math.min(weight, 1), (long) weight * rampPermille / FULL);
    }

    /// Returns whether it belongs to the service: changes of it reach notify scripts and logs.
    public boolean serves() {
        return up && adminState != AdminState.DISABLED;
    }

    /// Returns the weight that counts for the quorum.
    public long liveWeight() {
        return up && adminState == AdminState.ENABLED ? weight : 0;
    }
}
