package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.ValidationResult.Problem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Remembers who sends adverts of one virtual router, and what became of them. Holds the senders
/// heard last. Not thread-safe.
public final class PeerTable {

    /// Senders that are held: whoever forges sources must not take memory.
    static final int MOST_PEERS = 32;

    private final Map<IpAddress, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Entry {
        private final Map<Problem, Long> refused = new EnumMap<>(Problem.class);
        private long lastHeardNanos;
        private int priority;
        private Duration interval = Duration.ZERO;
        private long adverts;
    }

    /// One sender.
    ///
    /// @param lastHeardNanos CLOCK_MONOTONIC of its last advert, good or not
    /// @param priority of its last good advert, 0 before the first or when it left
    /// @param interval of its last good advert, zero before the first
    /// @param adverts good ones
    /// @param refused adverts by what was wrong with them, those used all the same among them
    public record Peer(
            IpAddress address,
            long lastHeardNanos,
            int priority,
            Duration interval,
            long adverts,
            Map<Problem, Long> refused) {
        public Peer {
            refused = Map.copyOf(refused);
        }
    }

    /// Counts a good advert.
    public void heard(Event.AdvertReceived advert, long now) {
        Entry entry = entry(advert.source(), now);
        entry.priority = advert.priority();
        entry.interval = advert.interval();
        entry.adverts++;
    }

    /// Counts something wrong with an advert.
    public void remarked(IpAddress source, Problem problem, long now) {
        entry(source, now).refused.merge(problem, 1L, Long::sum);
    }

    private Entry entry(IpAddress source, long now) {
        Entry entry = entries.get(source);
        if (entry == null) {
            if (entries.size() >= MOST_PEERS) {
                entries.remove(entries.keySet().iterator().next()); // heard longest ago
            }
            entry = new Entry();
            entries.put(source, entry);
        }
        entry.lastHeardNanos = now;
        return entry;
    }

    /// All senders, the one heard last at the end.
    public List<Peer> peers() {
        return entries.entrySet().stream()
                .map(each -> {
                    Entry entry = each.getValue();
                    return new Peer(
                            each.getKey(),
                            entry.lastHeardNanos,
                            entry.priority,
                            entry.interval,
                            entry.adverts,
                            entry.refused);
                })
                .toList();
    }

    /// Forgets all senders.
    public void clear() {
        entries.clear();
    }
}
