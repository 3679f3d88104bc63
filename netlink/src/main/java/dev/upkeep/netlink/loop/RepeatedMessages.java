package dev.upkeep.netlink.loop;

import java.util.LinkedHashMap;
import java.util.Map;

/// Limits messages that say the same many times: the first is logged, those of the next minute are
/// counted. Pure; one thread.
public final class RepeatedMessages {

    private static final long QUIET_NANOS = 60_000_000_000L;

    /// Different messages that are remembered; the eldest makes room.
    private static final int MOST = 100;

    private final Map<String, Seen> entries =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
                    return size() > MOST;
                }
            };

    private static final class Seen {
        private long logged;
        private int unlogged;
    }

    /// Counts a message.
    ///
    /// @param now nanoseconds of any clock that only goes forward
    /// @return -1 when it is not to be logged now, else how many were not since the last one
    public int count(String message, long now) {
        Seen entry = entries.get(message);
        if (entry == null) {
            entry = new Seen();
            entry.logged = now;
            entries.put(message, entry);
            return 0;
        }
        if (now - entry.logged < QUIET_NANOS) {
            entry.unlogged++;
            return -1;
        }
        int unlogged = entry.unlogged;
        entry.logged = now;
        entry.unlogged = 0;
        return unlogged;
    }
}
