package dev.upkeep.checkers.service;

import dev.upkeep.checkers.check.Attempts;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.netlink.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The schedule of one probe: waits, makes an attempt, gives the result to each check that shares
/// it, waits again. Whatever is thrown on the way, the next attempt is scheduled and the place in
/// the [dev.upkeep.checkers.check.ProbeLimiter] is given back. It is itself the task of its timer
/// and takes the results, as there are tens of thousands. Belongs to the thread of the checks.
final class ProbeSchedule implements Runnable, Consumer<ProbeResult> {

    /// Lateness of a timer that the next one makes up for, so that the period does not grow.
    private static final long MOST_LATE_NANOS = 100_000_000;

    /// Time that an attempt may take without making the period longer.
    private static final long UNNOTICED_NANOS = 4_000_000;

    /// Failures in a row that do not count because the event loop did not run in time.
    private static final int MOST_UNCOUNTED = 3;

    private final ProbeGroup group;
    private final CheckContext context;

    /// Replaced as a whole when one comes or goes.
    private List<CheckTask> tasks;

    private EventLoop.@Nullable Timer timer;
    private long due;
    private long lateNanos;
    private long began;
    private int uncounted;
    private Attempts.@Nullable Attempt attempt;

    ProbeSchedule(ProbeGroup group, CheckContext context, List<CheckTask> tasks) {
        this.group = group;
        this.context = context;
        this.tasks = List.copyOf(tasks);
        tasks.forEach(task -> task.follow(this));
    }

    /// Returns the checks that share the probe, none after the last one was cancelled.
    List<CheckTask> tasks() {
        return tasks;
    }

    /// Returns the common state of its checks.
    CheckState state() {
        return tasks.getFirst().state();
    }

    /// Returns whether it waits for its next attempt.
    boolean waits() {
        return timer != null;
    }

    /// Waits that long for the next attempt.
    void schedule(Duration delay) {
        due = context.loop().now() + Math.max(0, delay.toNanos() - lateNanos);
        lateNanos = 0;
        timer = context.loop().at(due, this);
    }

    /// Returns whether its next attempt comes before that of another one; both wait.
    boolean isBefore(ProbeSchedule other) {
        return due - other.due < 0;
    }

    /// Takes more checks along; it waits.
    void add(List<CheckTask> more) {
        List<CheckTask> all = new ArrayList<>(tasks);
        all.addAll(more);
        tasks = List.copyOf(all);
        more.forEach(task -> task.follow(this));
    }

    /// Goes on with some of its checks.
    void keep(List<CheckTask> some) {
        tasks = List.copyOf(some);
    }

    /// Ends it for good, without its checks.
    void stop() {
        tasks = List.of();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (attempt != null) {
            attempt.abandon();
            attempt = null;
            context.limiter().release();
        }
        group.remove(this);
    }

    /// Goes on without a check; the others notice nothing.
    void remove(CheckTask task) {
        if (tasks.size() == 1) {
            stop();
        } else {
            tasks = tasks.stream().filter(each -> each != task).toList();
        }
    }

    /// Begins an attempt, or waits for one more interval while its checks are suspended.
    @Override
    public void run() {
        timer = null;
        lateNanos = Math.min(MOST_LATE_NANOS, Math.max(0, context.loop().now() - due));
        List<CheckTask> all = tasks;
        boolean runs = false;
        for (CheckTask task : all) {
            runs |= !task.checkSuspension();
        }
        if (runs && context.limiter().tryAcquire()) {
            begin();
        } else if (runs) {
            context.limiter().acquire(this::begin);
        } else {
            schedule(group.timing().delayLoop());
        }
        for (CheckTask task : all) {
            task.publishSuspension();
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private void begin() {
        if (tasks.isEmpty()) {
            context.limiter().release();
            return;
        }
        try {
            began = context.loop().now();
            attempt = group.prepared().begin(state().url(), this);
        } catch (Throwable failure) { // a fence: a probe that cannot begin says nothing of a server
            accept(ProbeResult.Unjudged.internal(failure));
        }
    }

    /// Takes the result of its attempt.
    @Override
    public void accept(ProbeResult result) {
        attempt = null;
        try {
            long took = context.loop().now() - began;
            lateNanos += Math.min(took, UNNOTICED_NANOS);
            judge(tasks, 0, result, Duration.ofNanos(took), counts(result));
        } finally {
            group.scheduleNext(this);
            context.limiter().release();
        }
    }

    /// Gives the result to the checks from one on, to each whatever the one before it throws.
    private void judge(
            List<CheckTask> all, int from, ProbeResult result, Duration took, boolean counts) {
        int next = from;
        try {
            while (next < all.size()) {
                all.get(next++).judge(result, took, counts);
            }
        } finally {
            if (next < all.size()) {
                judge(all, next, result, took, counts);
            }
        }
    }

    /// A failure says nothing of the server when this process was stopped or starved meanwhile; but
    /// one that always is must not believe in dead servers for ever.
    private boolean counts(ProbeResult result) {
        boolean starved = result instanceof ProbeResult.Failed && context.gapSince(began);
        uncounted = starved ? uncounted + 1 : 0;
        return uncounted == 0 || uncounted > MOST_UNCOUNTED;
    }
}
