package dev.upkeep.lbaas.ipvs;

import dev.upkeep.app.control.Answer;
import dev.upkeep.app.control.RequestWord;
import dev.upkeep.lbaas.service.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Health and counters of all real servers, asked of the daemon once in a while. Any thread.
final class ServerStates {

    private static final Logger log = LoggerFactory.getLogger(ServerStates.class);

    /// So old an answer may be: a list of load balancers is one request to the daemon, not many.
    private static final Duration FRESH = Duration.ofMillis(300);

    /// The status of a real server.
    record State(boolean up, Traffic traffic) {}

    /// Names as the daemon prints them.
    private record Key(String service, String server) {}

    private final DaemonClient daemon;
    private final LongSupplier nanoTime;
    private Map<Key, State> states = Map.of();
    private long askedAt;
    private boolean asked;
    private boolean failing;

    ServerStates(DaemonClient daemon, LongSupplier nanoTime) {
        this.daemon = daemon;
        this.nanoTime = nanoTime;
    }

    /// Returns the status of a real server of a group; null when it is unknown.
    ///
    /// @param server address and port as the daemon prints them
    @Nullable State find(String group, String server) {
        return present().get(new Key("group:" + group + "#0", server));
    }

    private synchronized Map<Key, State> present() {
        long now = nanoTime.getAsLong();
        if (!asked || now - askedAt > FRESH.toNanos()) {
            asked = true;
            askedAt = now;
            states = ask();
        }
        return states;
    }

    /// After a change the present answer says nothing.
    synchronized void forget() {
        asked = false;
    }

    private Map<Key, State> ask() {
        try {
            Answer answer = daemon.servers();
            failing = false;
            Map<Key, State> found = new HashMap<>();
            for (String line : answer.lines()) {
                Map<String, String> words = words(line);
                found.put(
                        new Key(
                                RequestWord.decode(words.getOrDefault("virtual", "")),
                                words.getOrDefault("real", "")),
                        new State("up".equals(words.get("health")), traffic(words)));
            }
            return found;
        } catch (IOException | IllegalArgumentException e) {
            if (!failing) {
                log.warn("Health of members is unknown: {}", e.getMessage());
                failing = true;
            }
            return Map.of();
        }
    }

    private static Map<String, String> words(String line) {
        Map<String, String> words = new HashMap<>();
        for (String each : line.split(" ", -1)) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                words.put(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        return words;
    }

    private static Traffic traffic(Map<String, String> words) {
        return new Traffic(
                number(words, "active"),
                number(words, "total"),
                number(words, "in_bytes"),
                number(words, "out_bytes"),
                0);
    }

    private static long number(Map<String, String> words, String key) {
        String text = words.getOrDefault(key, "-");
        return text.equals("-") ? 0 : Long.parseLong(text);
    }
}
