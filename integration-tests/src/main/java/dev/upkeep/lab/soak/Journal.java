package dev.upkeep.lab.soak;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// What happened in the last minutes of a run, in the order of time, by a clock that nobody sets:
/// the run sets that of the day.
final class Journal {

    /// More than a round takes, after which losses are explained.
    private static final Duration KEPT = Duration.ofMinutes(4);

    private final long begin = System.nanoTime();
    private final Deque<Entry> entries = new ArrayDeque<>();

    /// Returns the time since the journal was begun.
    Duration now() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// Notes what happened just now.
    synchronized void add(String what) {
        Duration now = now();
        entries.add(new Entry(now, what));
        while (entries.getFirst().at().compareTo(now.minus(KEPT)) < 0) {
            entries.removeFirst();
        }
    }

    /// Returns what was noted in a time.
    synchronized List<Entry> between(Duration from, Duration to) {
        return entries.stream()
                .filter(entry -> entry.at().compareTo(from) >= 0 && entry.at().compareTo(to) <= 0)
                .toList();
    }

    /// Writes a time as seconds with three digits.
    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
    }

    /// Something that happened.
    ///
    /// @param at since the journal was begun
    record Entry(Duration at, String what) {
        @Override
        public String toString() {
            return seconds(at) + " " + what;
        }
    }
}
