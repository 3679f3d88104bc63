package dev.upkeep.vrrp.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The last events of one instance and the state after each, in a ring of fixed size. Not
/// thread-safe; [#snapshot] may be read by others.
public final class FlightRecord {

    /// Events that are held.
    static final int SIZE = 256;

    private final long[] times = new long[SIZE];
    private final @Nullable Event[] events = new @Nullable Event[SIZE];
    private final @Nullable String[] texts = new @Nullable String[SIZE];
    private final @Nullable RouterState[] states = new @Nullable RouterState[SIZE];
    private int next;
    private int count;

    /// One event.
    ///
    /// @param nanos CLOCK_MONOTONIC
    /// @param event null for an advert that was refused
    /// @param text what was wrong with the advert, empty for an event
    /// @param state after it
    public record Entry(long nanos, @Nullable Event event, String text, RouterState state) {

        /// Formats the entry as one line: seconds before `now`, state after it, event.
        String line(long now) {
            Event happened = event;
            return String.format(
                    Locale.ROOT,
                    "%12.6f %-8s %s",
                    (nanos - now) / 1e9,
                    name(state.role()),
                    happened == null ? "refused " + text : EventText.of(happened));
        }
    }

    /// keepalived's name of a state.
    public static String name(Role role) {
        return switch (role) {
            case Role.Initial _ -> "INIT";
            case Role.Backup _ -> "BACKUP";
            case Role.Master _ -> "MASTER";
            case Role.Faulty _ -> "FAULT";
        };
    }

    /// Records an event.
    public void add(long nanos, Event event, RouterState state) {
        put(nanos, event, "", state);
    }

    /// Records an advert that was refused.
    public void refused(long nanos, String text, RouterState state) {
        put(nanos, null, text, state);
    }

    private void put(long nanos, @Nullable Event event, String text, RouterState state) {
        times[next] = nanos;
        events[next] = event;
        texts[next] = text;
        states[next] = state;
        next = (next + 1) % SIZE;
        count = Math.min(count + 1, SIZE);
    }

    /// Returns a copy of the entries, oldest first.
    public List<Entry> snapshot() {
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = (next - count + i + SIZE) % SIZE;
            entries.add(
                    new Entry(
                            times[at],
                            events[at],
                            Objects.requireNonNull(texts[at]),
                            Objects.requireNonNull(states[at])));
        }
        return entries;
    }

    /// Returns the lines of entries.
    ///
    /// @param now CLOCK_MONOTONIC that the times count back from
    public static List<String> lines(List<Entry> entries, long now) {
        return entries.stream().map(entry -> entry.line(now)).toList();
    }
}
