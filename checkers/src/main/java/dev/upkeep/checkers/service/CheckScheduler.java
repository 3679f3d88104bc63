package dev.upkeep.checkers.service;

import dev.upkeep.checkers.check.Attempts;
import dev.upkeep.checkers.check.GapClock;
import dev.upkeep.checkers.check.ProbeLimiter;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.ProbeSharing;
import dev.upkeep.checkers.pool.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.loop.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Runs the checks of pools: first attempts are spread, those of services whose address another
/// director has are suspended, and every result goes to [CheckResults]. Belongs to the thread of
/// the checks.
final class CheckScheduler implements CheckContext {

    private final Resources resources;
    private final CheckResults results;
    private final HealthEventPublisher events;
    private final GapClock gaps;
    private final Set<IpAddress> presentAddresses = new HashSet<>();
    private final Map<Checker, ProbeGroup> groups = new HashMap<>();
    private boolean sharing = true;

    /// The resources that checks are made with.
    ///
    /// @param random spreads the first attempts
    record Resources(
            EventLoop loop, Attempts attempts, ProbeLimiter limiter, RandomGenerator random) {}

    CheckScheduler(Resources resources, CheckResults results, HealthEventPublisher events) {
        this.resources = resources;
        this.results = results;
        this.events = events;
        this.gaps = new GapClock(resources.loop);
        resources.loop.onGap(events::gap);
    }

    /// Sets whether equal checks share their probes. Those that do and should not part at their
    /// next result, as others join then.
    void shareProbes(boolean share) {
        sharing = share;
    }

    /// The group of a check, null for one that is driven from outside.
    @Nullable ProbeGroup group(Checker checker) {
        CheckTiming timing = CheckTask.timingOf(checker);
        if (timing == null) {
            return null;
        }
        if (!ProbeSharing.shareable(checker)) {
            return new ProbeGroup(this, checker, timing, _ -> {});
        }
        return groups.computeIfAbsent(
                checker,
                _ -> new ProbeGroup(this, checker, timing, gone -> groups.remove(gone.checker())));
    }

    @Override
    public boolean sharing() {
        return sharing;
    }

    @Override
    public Duration spread(Duration delay) {
        return Duration.ofNanos((long) (delay.toNanos() * resources.random().nextDouble()));
    }

    /// Begins the checks of a pool, except those that go on from the pool before it.
    void start(PoolRun run, @Nullable PoolRun before) {
        List<CheckTask> fresh = run.adopt(this, before);
        for (CheckTask task : fresh) {
            task.begin(Verdict.firstDelay(task.timing(), resources.random().nextDouble()));
        }
        fresh.forEach(task -> events.suspensionChanged(task, false));
    }

    /// Called when an address comes to this machine or leaves it (`ha_suspend`).
    void addressPresent(IpAddress address, boolean present) {
        if (present) {
            presentAddresses.add(address);
        } else {
            presentAddresses.remove(address);
        }
    }

    @Override
    public EventLoop loop() {
        return resources.loop();
    }

    @Override
    public ProbeLimiter limiter() {
        return resources.limiter();
    }

    @Override
    public Attempts attempts() {
        return resources.attempts();
    }

    @Override
    public boolean suspended(PoolRun run) {
        IpAddress required = run.requiredAddress();
        return required != null && !presentAddresses.contains(required);
    }

    @Override
    public void suspensionChanged(CheckTask task, boolean suspended) {
        events.suspensionChanged(task, suspended);
    }

    @Override
    public Instant wallClock() {
        return Instant.now();
    }

    @Override
    public void certificateExpires(CheckTask task, Instant expires, Duration left) {
        events.certificateExpires(task, expires, left);
    }

    @Override
    public boolean gapSince(long nanos) {
        return gaps.gapSince(nanos);
    }

    @Override
    public void judged(
            CheckTask task,
            ProbeResult result,
            Duration took,
            CheckState before,
            Verdict.Step step) {
        results.judged(task, result, took, before, step);
    }
}
