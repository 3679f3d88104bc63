package dev.upkeep.vrrp.condition;

import dev.upkeep.config.model.TrackProcess;
import java.time.Duration;

/// Judges whether as many processes run as a `vrrp_track_process` asks for, with its delays.
///
/// @param good what instances see
/// @param changing whether the count says otherwise and a delay runs
public record ProcessQuorum(boolean good, boolean changing) {

    /// The action on the delay timer.
    public enum Timing {
        NOTHING,
        ARM,
        DISARM
    }

    /// A quorum and what to do with its timer.
    public record Step(ProcessQuorum quorum, Timing timing, Duration delay) {}

    /// Returns the first count, which no delay holds back.
    public static ProcessQuorum first(TrackProcess process, int count) {
        return new ProcessQuorum(holds(process, count), false);
    }

    /// Takes a count.
    public Step counted(TrackProcess process, int count) {
        boolean holds = holds(process, count);
        if (holds == good) {
            return new Step(
                    new ProcessQuorum(good, false),
                    changing ? Timing.DISARM : Timing.NOTHING,
                    Duration.ZERO);
        }
        if (changing) {
            return new Step(this, Timing.NOTHING, Duration.ZERO);
        }
        Duration delay = holds ? process.forkDelay() : process.terminateDelay();
        return delay.isZero()
                ? new Step(new ProcessQuorum(holds, false), Timing.NOTHING, delay)
                : new Step(new ProcessQuorum(good, true), Timing.ARM, delay);
    }

    /// Returns the quorum after the delay, in which the count did not change back.
    public ProcessQuorum delayOver() {
        return changing ? new ProcessQuorum(!good, false) : this;
    }

    private static boolean holds(TrackProcess process, int count) {
        boolean none = process.quorumMax() == 0;
        return none ? count == 0 : count >= process.quorum() && count <= process.quorumMax();
    }
}
