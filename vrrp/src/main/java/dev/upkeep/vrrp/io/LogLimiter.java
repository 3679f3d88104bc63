package dev.upkeep.vrrp.io;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Bounds the log lines that others can cause: of each kind one at once, then one in a while with
/// the number of those left out. Belongs to one thread.
final class LogLimiter {

    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final int MOST_KINDS = 16;
    private static final String OTHERS = "others";

    private final Map<Object, Kind> kinds = new HashMap<>();

    private static final class Kind {
        private long last;
        private long suppressed;
    }

    /// Decides on a line.
    ///
    /// @param kind equal for lines that count together
    /// @param now CLOCK_MONOTONIC in nanoseconds
    /// @return what to append to the line, null when it is left out
    @Nullable String admit(Object kind, long now) {
        boolean known = kinds.containsKey(kind);
        Object key = known || kinds.size() < MOST_KINDS ? kind : OTHERS;
        Kind entry = kinds.get(key);
        if (entry == null) {
            entry = new Kind();
            entry.last = now;
            kinds.put(key, entry);
            return "";
        }
        if (now - entry.last < PERIOD.toNanos()) {
            entry.suppressed++;
            return null;
        }
        String text = entry.suppressed == 0 ? "" : " (" + entry.suppressed + " more)";
        entry.last = now;
        entry.suppressed = 0;
        return text;
    }
}
