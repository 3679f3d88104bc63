package dev.upkeep.app.warmup;

import dev.upkeep.config.model.BfdInstance;
import dev.upkeep.config.model.Configuration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The garbage collector this run has, which the launcher must choose before anybody has read the
/// configuration. G1 starts in half the time and half the memory of ZGC, because objects of the AOT
/// cache can be mapped for it; it stops the threads for some milliseconds, with tens of thousands
/// of servers for some tens. A backup that takes over after seconds does not notice. Where it waits
/// for less, or a BFD neighbour does, [Reexec] goes over to ZGC.
final class GcSelection {

    private static final String G1 = "g1";
    private static final String ZGC = "z";

    /// Set by the launcher: its choice, `fixed` when the command line decided it.
    private static final String CHOICE = "upkeep.collector";

    /// Ten times the longest stop of G1 that was seen: 0.12 s, starting with 50,000 real servers.
    private static final Duration TIGHT = Duration.ofMillis(1_500);

    private GcSelection() {}

    /// Returns the collector to start again with; null when the present one suits.
    static @Nullable String collector(Configuration configuration) {
        return tight(configuration) && current().equals(G1) ? ZGC : null;
    }

    /// Returns the launcher's choice.
    static String current() {
        return System.getProperty(CHOICE, "");
    }

    /// Returns whether a stop of all threads could be mistaken for a dead master or a lost BFD
    /// neighbour.
    static boolean tight(Configuration configuration) {
        return configuration.vrrpInstances().stream()
                        .anyMatch(it ->
                                tight(it.adverts().interval(), it.adverts().downTimerAdverts()))
                || configuration.trackers().bfdInstances().stream()
                        .anyMatch(it -> tight(it.timing()));
    }

    /// The neighbour misses our packets after the one interval, we miss its packets after the
    /// other.
    private static boolean tight(BfdInstance.Timing timing) {
        return tight(timing.minTx(), timing.multiplier())
                || tight(timing.minRx(), timing.multiplier());
    }

    /// Returns whether a backup takes over so soon that a stop of all threads could be mistaken for
    /// a dead master.
    ///
    /// @param adverts how many may be missing
    static boolean tight(Duration advertInterval, int adverts) {
        return advertInterval.multipliedBy(adverts).compareTo(TIGHT) < 0;
    }
}
