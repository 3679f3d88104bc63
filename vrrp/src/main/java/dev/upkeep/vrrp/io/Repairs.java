package dev.upkeep.vrrp.io;

import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.vrrp.resource.Resource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repairs of drift: when they may be done, and the lines of the log about them. Belongs to the
/// vrrp thread; a line that waits for the name of the culprit is written by another one.
final class Repairs {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    /// At most one repair of a resource in this time: whoever removes it again and again is not
    /// answered in a loop.
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final EventLoop loop;
    private final Culprits culprits;
    private final Map<Resource.Key, Repair> repairs = new HashMap<>();

    /// A repair.
    ///
    /// @param at when the resource disappeared, or became another one
    /// @param report what to log when it is back, null when that is done
    private record Repair(long at, @Nullable Report report) {}

    /// A line of the log.
    private record Report(String text, CompletableFuture<String> culprit) {
        private CompletableFuture<Void> write() {
            return culprit.thenAccept(by -> log.warn("{}{}: put back", text, by));
        }
    }

    Repairs(EventLoop loop, Culprits culprits) {
        this.loop = loop;
        this.culprits = culprits;
    }

    /// Has resources repaired, all at the same time, after the rest of what the kernel reported.
    ///
    /// @param lines what happened to each
    /// @param port `nlmsg_pid` of who did it
    void plan(Map<Resource.Key, String> lines, int port, Runnable repair) {
        long now = loop.now();
        repairs.values().removeIf(old -> now - old.at() > KEPT.toNanos());
        CompletableFuture<String> culprit = culprits.of(port, now);
        long next = now;
        for (Map.Entry<Resource.Key, String> each : lines.entrySet()) {
            Report report = new Report(each.getValue(), culprit);
            Repair last = repairs.put(each.getKey(), new Repair(now, report));
            long earliest = last == null ? now : last.at() + INTERVAL.toNanos();
            next = earliest - next > 0 ? earliest : next;
        }
        if (next - now <= 0) {
            loop.execute(repair);
        } else {
            loop.at(next, repair);
        }
    }

    /// Returns whether a resource is not back yet.
    boolean goesOn(Resource.Key key) {
        Repair repair = repairs.get(key);
        return repair != null && repair.report() != null;
    }

    /// Takes note that a resource is in place.
    ///
    /// @param reported whether its line is written
    /// @return whether it was repaired
    boolean finished(Resource.Key key, boolean reported) {
        Repair repair = repairs.get(key);
        Report report = repair == null ? null : repair.report();
        if (repair == null || report == null) {
            return false;
        }
        if (reported) {
            var _ = report.write(); // never fails
        }
        repairs.put(key, new Repair(repair.at(), null));
        return true;
    }
}
