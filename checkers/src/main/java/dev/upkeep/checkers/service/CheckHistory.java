package dev.upkeep.checkers.service;

import dev.upkeep.checkers.admin.CheckStatus.Outcome;
import dev.upkeep.checkers.admin.CheckStatus.Result;
import dev.upkeep.checkers.probe.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The last ten results of a check. Good ones share their texts, so that it takes some 250 bytes.
final class CheckHistory {

    private static final int LENGTH = 10;

    private final String[] details = new String[LENGTH];
    private final Outcome[] outcomes = new Outcome[LENGTH];
    private final long[] endedAt = new long[LENGTH];
    private final long[] tookNanos = new long[LENGTH];
    private int count;

    /// Adds a result; the eldest makes room.
    ///
    /// @param now when it came, in nanoseconds of any clock that only goes forward
    void add(ProbeResult result, Duration took, long now) {
        int at = count % LENGTH;
        count = count == 2 * LENGTH - 1 ? LENGTH : count + 1; // the remainder stays the same
        Outcome outcome =
                switch (result) {
                    case ProbeResult.Passed passed -> {
                        details[at] = passed.detail();
                        yield Outcome.PASSED;
                    }
                    case ProbeResult.Failed failed -> {
                        details[at] = failed.detail();
                        yield Outcome.FAILED;
                    }
                    case ProbeResult.Unjudged unjudged -> {
                        details[at] = unjudged.detail();
                        yield Outcome.UNJUDGED;
                    }
                };
        outcomes[at] = outcome;
        endedAt[at] = now;
        tookNanos[at] = took.toNanos();
    }

    /// The results, the newest first.
    List<Result> results(long now) {
        List<Result> results = new ArrayList<>(LENGTH);
        for (int i = count - 1; i >= Math.max(0, count - LENGTH); i--) {
            int at = i % LENGTH;
            results.add(
                    new Result(
                            outcomes[at],
                            Duration.ofNanos(tookNanos[at]),
                            Duration.ofNanos(now - endedAt[at]),
                            details[at]));
        }
        return results;
    }
}
