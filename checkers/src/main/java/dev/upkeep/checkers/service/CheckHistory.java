package dev.upkeep.checkers.service;

import dev.upkeep.checkers.admin.CheckStatus.Outcome;
import dev.upkeep.checkers.admin.CheckStatus.Result;
import dev.upkeep.checkers.probe.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The last ten results of a check. Good ones are the same objects, so that it takes some 250
/// bytes.
final class CheckHistory {

    private static final int LENGTH = 10;

    private final @Nullable ProbeResult[] results = new @Nullable ProbeResult[LENGTH];

    /// When each ended and how long it took, in turn.
    private final long[] nanos = new long[2 * LENGTH];

    private int count;

    /// Adds a result; the eldest makes room.
    ///
    /// @param now when it came, in nanoseconds of any clock that only goes forward
    void add(ProbeResult result, Duration took, long now) {
        int at = count % LENGTH;
        count = count == 2 * LENGTH - 1 ? LENGTH : count + 1; // the remainder stays the same
        results[at] = result;
        nanos[2 * at] = now;
        nanos[2 * at + 1] = took.toNanos();
    }

    /// The results, the newest first.
    List<Result> results(long now) {
        List<Result> newestFirst = new ArrayList<>(LENGTH);
        for (int i = count - 1; i >= Math.max(0, count - LENGTH); i--) {
            int at = i % LENGTH;
            Duration took = Duration.ofNanos(nanos[2 * at + 1]);
            Duration ago = Duration.ofNanos(now - nanos[2 * at]);
            newestFirst.add(
                    switch (Objects.requireNonNull(results[at])) {
                        case ProbeResult.Passed passed ->
                                new Result(Outcome.PASSED, took, ago, passed.detail());
                        case ProbeResult.Failed failed ->
                                new Result(Outcome.FAILED, took, ago, failed.detail());
                        case ProbeResult.Unjudged unjudged ->
                                new Result(Outcome.UNJUDGED, took, ago, unjudged.detail());
                    });
        }
        return newestFirst;
    }
}
