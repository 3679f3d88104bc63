package dev.upkeep.config.model;

import java.time.Duration;

/// Times of a check.
///
/// @param retry further attempts before failing
/// @param rise successes in a row before a check that is down is up (`rise`, Upkeep's extension)
/// @param delayBeforeRetry time between attempts
/// @param warmup the first run comes after a random part of it
/// @param delayLoop period
/// @param alpha starts in the down state
/// @param logAllFailures log every failed attempt
public record CheckTiming(
        int retry,
        int rise,
        Duration delayBeforeRetry,
        Duration warmup,
        Duration delayLoop,
        boolean alpha,
        boolean logAllFailures) {

    /// Timing with which one success is enough.
    public CheckTiming(
            int retry,
            Duration delayBeforeRetry,
            Duration warmup,
            Duration delayLoop,
            boolean alpha,
            boolean logAllFailures) {
        this(retry, 1, delayBeforeRetry, warmup, delayLoop, alpha, logAllFailures);
    }
}
