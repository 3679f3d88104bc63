package dev.upkeep.netlink.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counts how late the timers of a loop ran: a histogram with one bucket per power of two of
/// microseconds. The loop writes, any thread reads.
public final class Lateness {

    /// Bucket 0 is below 1 us, bucket n is 2^(n-1) to 2^n us, the last one takes the rest (over 8
    /// s).
    private static final int BUCKETS = 25;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private volatile long worstNanos;
    private final AtomicLong sumNanos = new AtomicLong();

    void record(long nanos) {
        long micros = Math.max(0, nanos / 1000);
        int bucket = Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(micros));
        counts.lazySet(bucket, counts.get(bucket) + 1);
        sumNanos.lazySet(sumNanos.get() + Math.max(0, nanos));
        if (nanos > worstNanos) {
            worstNanos = nanos;
        }
    }

    /// Timers that ran.
    public long timers() {
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /// Returns how many timers were so late, by bucket: 0 is below 1 us, n is 2^(n-1) to 2^n us,
    /// the last one takes the rest.
    public List<Long> counts() {
        List<Long> all = new ArrayList<>(BUCKETS);
        for (int i = 0; i < BUCKETS; i++) {
            all.add(counts.get(i));
        }
        return all;
    }

    /// The sum of all, in nanoseconds.
    public long sumNanos() {
        return sumNanos.get();
    }

    /// The worst seen, in nanoseconds.
    public long worstNanos() {
        return worstNanos;
    }
}
