package dev.upkeep.vrrp.io;

import dev.upkeep.vrrp.machine.Event;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides at the start of a process which instances go on as the masters that they were in an
/// earlier one: those whose last advert is younger than the time after which the first backup takes
/// over, three advert intervals. A sync group goes on as a whole or not at all. Belongs to the vrrp
/// thread.
final class Resumption {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    /// Backups wait for so many intervals and their skew time, which may be next to nothing.
    private static final int INTERVALS = 3;

    private final MastershipFile file;
    private Map<RouterKey, MastershipFile.Past> past;
    private final Map<InstanceRunner, Event.Resumed> resuming = new HashMap<>();

    Resumption(MastershipFile file) {
        this.file = file;
        this.past = file.past();
    }

    /// Returns the place where an instance notes its mastership.
    Mastership of(RouterKey router) {
        return file.of(router);
    }

    /// Decides about the instances of the first configuration, and forgets what it does not name.
    /// Later calls only forget.
    void consider(
            Map<RouterKey, InstanceRunner> runners,
            Collection<? extends Collection<InstanceRunner>> groups,
            long now) {
        runners.forEach((key, runner) -> {
            MastershipFile.Past before = past.get(key);
            if (before != null) {
                consider(runner, before, now);
            }
        });
        for (Collection<InstanceRunner> members : groups) {
            Set<InstanceRunner> able = new HashSet<>(members);
            able.retainAll(resuming.keySet());
            if (able.size() < members.size()) {
                able.forEach(member -> forget(member, "a member of its sync group cannot"));
            }
        }
        past = Map.of();
        file.retain(runners.keySet());
    }

    private void consider(InstanceRunner runner, MastershipFile.Past before, long now) {
        Duration silence = Duration.ofNanos(now - before.lastAdvert());
        Duration left = before.interval().multipliedBy(intervals(runner)).minus(silence);
        if (silence.isNegative() || !left.isPositive()) {
            forget(runner, "its last advert is " + silence.toMillis() + " ms old");
        } else {
            resuming.put(runner, new Event.Resumed(silence, left));
        }
    }

    private static int intervals(InstanceRunner runner) {
        return Math.min(INTERVALS, runner.instance().adverts().downTimerAdverts());
    }

    private void forget(InstanceRunner runner, String why) {
        resuming.remove(runner);
        runner.forgetMastership();
        log.info("({}) was master, but does not resume: {}", runner.config().name(), why);
    }

    /// Returns whether an instance goes on as master.
    boolean resumes(InstanceRunner runner) {
        return resuming.containsKey(runner);
    }

    /// The first event of an instance that goes on as master, once; null for others.
    Event.@Nullable Resumed take(InstanceRunner runner) {
        return resuming.remove(runner);
    }
}
