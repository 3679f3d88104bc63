package dev.upkeep.checkers.pool;

import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.checkers.probe.ProbeResult.Failed;
import dev.upkeep.checkers.probe.ProbeResult.Passed;
import dev.upkeep.checkers.probe.ProbeResult.Unjudged;
import dev.upkeep.config.model.CheckTiming;
import java.time.Duration;
import java.util.Objects;

/// The rules that turn results of attempts into a verdict, as keepalived has them: while up a
/// failure is final only after `retry` further attempts; the first failure ever and every failure
/// while down are final at once; one success is enough, or `rise` successes in a row. A check of
/// several urls asks for one per cycle and is up when the last one was good; a url that failed is
/// asked for alone until it is good, then all again.
public final class Verdict {

    private Verdict() {}

    /// The consequence of one result.
    ///
    /// @param state the state from now on
    /// @param delay time to the next attempt
    /// @param decided whether this result was final: it counts as the verdict of the check. The
    ///   first final one is published even when it only confirms what was assumed.
    /// @param retried whether attempts before it had failed too
    public record Step(CheckState state, Duration delay, boolean decided, boolean retried) {}

    /// Judges a result.
    ///
    /// @param urls number of urls of the check, 0 for checks that have none
    /// @param fastRecovery `fast_recovery`: no delay between urls while not up
    public static Step next(
            CheckTiming timing,
            int urls,
            boolean fastRecovery,
            CheckState now,
            ProbeResult result) {
        return switch (result) {
            case Passed passed -> passed(timing, urls, fastRecovery, now, passed);
            case Failed _ -> failed(timing, urls, now);
            case Unjudged unable ->
                    new Step(now.unable(unable.cause()), timing.delayLoop(), false, false);
        };
    }

    private static Step passed(
            CheckTiming timing, int urls, boolean fastRecovery, CheckState now, Passed passed) {
        boolean hurry = fastRecovery && (!now.up() || !now.judged());
        Duration pause = hurry ? Duration.ZERO : timing.delayLoop();
        if (now.urlFailed()) {
            CheckState again =
                    new CheckState(
                            now.up(), now.judged(), 0, now.successes(), 0, false, now.weight());
            return new Step(again, pause, false, false);
        }
        if (now.url() + 1 < urls) {
            CheckState onward =
                    new CheckState(
                            now.up(),
                            now.judged(),
                            0,
                            now.successes(),
                            now.url() + 1,
                            false,
                            now.weight());
            return new Step(onward, pause, false, false);
        }
        if (!now.up() && now.successes() + 1 < timing.rise()) {
            CheckState rising =
                    new CheckState(
                            false, now.judged(), 0, now.successes() + 1, 0, false, now.weight());
            return new Step(rising, pause, false, false);
        }
        boolean same =
                now.up()
                        && now.judged()
                        && now.failures() == 0
                        && now.url() == 0
                        && now.unable() == null
                        && Objects.equals(now.weight(), passed.weight());
        CheckState up = same ? now : new CheckState(true, true, 0, 0, false, passed.weight());
        return new Step(up, timing.delayLoop(), true, now.failures() > 0);
    }

    private static Step failed(CheckTiming timing, int urls, CheckState now) {
        boolean mayRetry = now.up() && now.judged() && now.failures() < timing.retry();
        if (mayRetry) {
            CheckState trying =
                    new CheckState(
                            true,
                            true,
                            now.failures() + 1,
                            now.url(),
                            now.urlFailed(),
                            now.weight());
            return new Step(trying, timing.delayBeforeRetry(), false, false);
        }
        CheckState down = new CheckState(false, true, 0, now.url(), urls > 0, now.weight());
        Duration pause = timing.delayLoop();
        if (urls > 0 && timing.delayBeforeRetry().compareTo(pause) > 0) {
            pause = timing.delayBeforeRetry();
        }
        return new Step(down, pause, true, now.failures() > 0);
    }

    /// Returns the delay before the first attempt: a second, and a random part of the warm-up.
    ///
    /// @param random 0 inclusive to 1 exclusive
    public static Duration firstDelay(CheckTiming timing, double random) {
        return Duration.ofSeconds(1).plusNanos((long) (timing.warmup().toNanos() * random));
    }
}
