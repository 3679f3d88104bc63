package dev.upkeep.app.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Judges whether one thread goes on that works in a loop: it is asked for a sign of life again and
/// again, and is silent when one is not answered within a time in which it could run. Belongs to
/// one thread.
public final class LoopWatch {

    private static final long UNKNOWN = -1;

    private final String thread;
    private final long limitNanos;
    private final Supplier<CompletableFuture<Void>> beat;
    private final Supplier<String> backlog;
    private final LongSupplier starved;
    private @Nullable CompletableFuture<Void> asked;
    private long since;
    private long starvedBefore = UNKNOWN;

    /// @param thread name of the thread, for the message
    /// @param limit silence after which it is given up
    /// @param beat asks for a sign of life; completes on that thread
    /// @param backlog says what waits for the thread; any thread
    /// @param starved nanoseconds that the thread has waited for a processor since its start
    public LoopWatch(
            String thread,
            Duration limit,
            Supplier<CompletableFuture<Void>> beat,
            Supplier<String> backlog,
            LongSupplier starved) {
        this.thread = thread;
        this.limitNanos = limit.toNanos();
        this.beat = beat;
        this.backlog = backlog;
        this.starved = starved;
    }

    /// Returns the name of the thread.
    public String thread() {
        return thread;
    }

    /// Returns the work that waits for the thread, in words.
    public String backlog() {
        return backlog.get();
    }

    /// Looks for the answer, and asks anew after one.
    ///
    /// @param now of `System.nanoTime()`
    /// @param gap how long this process did not run since the last look: that is no silence
    /// @return true when the thread is silent
    public boolean silent(long now, long gap) {
        if (asked == null || asked.isDone()) {
            asked = beat.get();
            begin(now);
            return false;
        }
        if (gap > 0) {
            begin(now); // it has not had a chance yet
        }
        if (starvedBefore == UNKNOWN) {
            starvedBefore = starved.getAsLong(); // only now, as most questions are answered at once
        }
        long waited = now - since;
        return waited > limitNanos && waited - (starved.getAsLong() - starvedBefore) > limitNanos;
    }

    private void begin(long now) {
        since = now;
        starvedBefore = UNKNOWN;
    }

    /// Returns whether the last question was answered.
    public boolean answered() {
        return asked == null || asked.isDone();
    }
}
