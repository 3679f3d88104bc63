package dev.upkeep.lab.host;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what must come, with a limit. Kernel tables and files of other processes notify nobody
/// when they change, so they are looked at every few milliseconds; the looking itself must be
/// cheap.
public final class Await {
    private static final long BETWEEN_LOOKS_NS = 5_000_000;

    private Await() {}

    /// Returns how long it took.
    ///
    /// @throws LabException when the limit has passed; names `what` and what `now` says then
    public static Duration until(
            String what, Duration limit, BooleanSupplier condition, Supplier<String> now) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new LabException(
                        what + ": not within " + limit.toSeconds() + " s; now: " + now.get());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NS);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    public static Duration until(String what, Duration limit, BooleanSupplier condition) {
        return until(what, limit, condition, () -> "still not so");
    }
}
