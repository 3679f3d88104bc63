package dev.upkeep.netlink.loop;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counts how late the timers of a loop ran: a histogram with one bucket per power of two of
/// microseconds; those of the timers that ran more than a millisecond later than the loop's slack
/// allows also by cause. The loop writes, any thread reads.
public final class Lateness {

    /// Bucket 0 is below 1 us, bucket n is 2^(n-1) to 2^n us, the last one takes the rest (over 8
    /// s).
    private static final int BUCKETS = 25;

    /// Less is not explained: a busy host does not do better.
    static final long EXPLAINED_NANOS = 1_000_000;

    private final Histogram all = new Histogram();
    private final Map<LatenessCause, Histogram> causes = new EnumMap<>(LatenessCause.class);
    private volatile long worstNanos;

    private static final class Histogram {
        private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
        private final AtomicLong sumNanos = new AtomicLong();

        private void record(long nanos) {
            long micros = Math.max(0, nanos / 1000);
            int bucket = Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(micros));
            counts.lazySet(bucket, counts.get(bucket) + 1);
            sumNanos.lazySet(sumNanos.get() + Math.max(0, nanos));
        }

        private List<Long> counts() {
            List<Long> each = new ArrayList<>(BUCKETS);
            for (int i = 0; i < BUCKETS; i++) {
                each.add(counts.get(i));
            }
            return each;
        }
    }

    Lateness() {
        for (LatenessCause cause : LatenessCause.values()) {
            causes.put(cause, new Histogram());
        }
    }

    void record(long nanos) {
        all.record(nanos);
        if (nanos > worstNanos) {
            worstNanos = nanos;
        }
    }

    /// Counts a timer that [#record] counted once more, with the cause.
    void explain(long nanos, LatenessCause cause) {
        of(cause).record(nanos);
    }

    private Histogram of(LatenessCause cause) {
        return Objects.requireNonNull(causes.get(cause), cause::toString);
    }

    /// Timers that ran.
    public long timers() {
        return counts().stream().mapToLong(Long::longValue).sum();
    }

    /// Returns how many timers were so late, by bucket: 0 is below 1 us, n is 2^(n-1) to 2^n us,
    /// the last one takes the rest.
    public List<Long> counts() {
        return all.counts();
    }

    /// As [#counts], of the timers that ran more than a millisecond late for one cause.
    public List<Long> counts(LatenessCause cause) {
        return of(cause).counts();
    }

    /// Returns the sum of all, in nanoseconds.
    public long sumNanos() {
        return all.sumNanos.get();
    }

    /// As [#sumNanos], for one cause.
    public long sumNanos(LatenessCause cause) {
        return of(cause).sumNanos.get();
    }

    /// Returns the worst seen, in nanoseconds.
    public long worstNanos() {
        return worstNanos;
    }
}
