package dev.upkeep.checkers.service;

import dev.upkeep.checkers.admin.CheckStatus;
import dev.upkeep.checkers.check.Attempts;
import dev.upkeep.checkers.check.ProbeLimiter;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.netlink.loop.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The schedule of one check: waits, makes an attempt, has it judged, waits again. Whatever is
/// thrown on the way, the next attempt is scheduled and the place in the [ProbeLimiter] is given
/// back. It survives a reload that keeps its check, with a new place in a new pool. Belongs to the
/// thread of the checks.
public final class CheckTask {

    /// The part of the scheduler that a task uses.
    public interface CheckContext {
        /// The loop of the checks.
        EventLoop loop();

        /// Limits concurrency.
        ProbeLimiter limiter();

        /// Makes the attempts.
        Attempts attempts();

        /// Whether the event loop did not run in time at some moment after the given one.
        boolean gapSince(long nanos);

        /// Whether the checks of the pool are suspended now (`ha_suspend`).
        boolean suspended(PoolRun run);

        /// Called when a check is suspended or resumed.
        void suspensionChanged(CheckTask task, boolean suspended);

        /// The time of day.
        Instant wallClock();

        /// Called when a certificate expires soon.
        ///
        /// @param left negative when it has expired
        void certificateExpires(CheckTask task, Instant expires, Duration left);

        /// Called with each result and what it led to.
        void judged(
                CheckTask task,
                ProbeResult result,
                Duration took,
                CheckState before,
                Verdict.Step step);
    }

    /// Lateness of a timer that the next one makes up for, so that the period does not grow.
    private static final long MOST_LATE_NANOS = 100_000_000;

    private static final long DAY_NANOS = 86_400_000_000_000L;

    /// Failures in a row that do not count because the event loop did not run in time.
    private static final int MOST_UNCOUNTED = 3;

    private final CheckContext context;
    private final Checker checker;
    private final CheckTiming timing;
    private PoolRun run;
    private int server;
    private int check;
    private final Runnable whenDue = this::due;
    private final Runnable beginNow = this::begin;
    private final Consumer<ProbeResult> whenFinished = this::finished;
    private final CheckHistory history = new CheckHistory();
    private Attempts.@Nullable Prepared prepared;
    private EventLoop.@Nullable Timer timer;
    private long due;
    private long lateNanos;
    private long began;
    private int uncounted;
    private long warnedOfCertificate;
    private Attempts.@Nullable Attempt attempt;
    private boolean cancelled;
    private boolean suspended;

    public CheckTask(
            CheckContext context,
            Checker checker,
            CheckTiming timing,
            PoolRun run,
            int server,
            int check) {
        this.context = context;
        this.checker = checker;
        this.timing = timing;
        this.run = run;
        this.server = server;
        this.check = check;
    }

    /// When a check runs; null for checks that are driven from outside ([PassiveChecks]).
    public static @Nullable CheckTiming timingOf(Checker checker) {
        return switch (checker) {
            case Checker.Tcp tcp -> tcp.timing();
            case Checker.Http http -> http.timing();
            case Checker.Smtp smtp -> smtp.timing();
            case Checker.Dns dns -> dns.timing();
            case Checker.Misc misc -> misc.timing();
            case Checker.Udp udp -> udp.timing();
            case Checker.Ping ping -> ping.timing();
            case Checker.FileWeight _, Checker.Bfd _ -> null;
        };
    }

    /// Waits that long for the next attempt.
    public void schedule(Duration delay) {
        due = context.loop().now() + Math.max(0, delay.toNanos() - lateNanos);
        lateNanos = 0;
        timer = context.loop().at(due, whenDue);
    }

    private void due() {
        timer = null;
        lateNanos = Math.min(MOST_LATE_NANOS, Math.max(0, context.loop().now() - due));
        boolean now = context.suspended(run);
        boolean changed = now != suspended;
        suspended = now;
        if (now) {
            schedule(timing.delayLoop());
        } else {
            context.limiter().acquire(beginNow);
        }
        if (changed) {
            context.suspensionChanged(this, now);
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private void begin() {
        if (cancelled) {
            context.limiter().release();
            return;
        }
        try {
            began = context.loop().now();
            if (prepared == null) {
                prepared = context.attempts().prepare(checker);
            }
            int url = run.pool().checkState(server, check).url();
            attempt = prepared.begin(url, whenFinished);
        } catch (Throwable failure) { // a fence: a probe that cannot begin says nothing of a server
            finished(ProbeResult.Unjudged.internal(failure));
        }
    }

    private void finished(ProbeResult result) {
        attempt = null;
        Duration next = timing.delayLoop();
        try {
            Duration took = Duration.ofNanos(context.loop().now() - began);
            history.add(result, took, context.loop().now());
            warnOfCertificate();
            if (counts(result)) {
                CheckState before = run.pool().checkState(server, check);
                Verdict.Step step = Verdict.next(timing, urls(), fastRecovery(), before, result);
                next = step.delay();
                context.judged(this, result, took, before, step);
            }
        } finally {
            if (!cancelled) {
                schedule(next);
            }
            context.limiter().release();
        }
    }

    /// A failure says nothing of the server when this process was stopped or starved meanwhile; but
    /// one that always is must not believe in dead servers for ever.
    private boolean counts(ProbeResult result) {
        boolean starved = result instanceof ProbeResult.Failed && context.gapSince(began);
        uncounted = starved ? uncounted + 1 : 0;
        return uncounted == 0 || uncounted > MOST_UNCOUNTED;
    }

    /// Reports a certificate that expires soon, once a day.
    private void warnOfCertificate() {
        if (!(checker instanceof Checker.Http http)
                || http.certificateWarningDays() == 0
                || prepared == null) {
            return;
        }
        Instant expires = prepared.certificateExpires();
        long now = context.loop().now();
        boolean warned = warnedOfCertificate != 0 && now - warnedOfCertificate < DAY_NANOS;
        if (expires != null && !warned) {
            Duration left = Duration.between(context.wallClock(), expires);
            if (left.toDays() < http.certificateWarningDays()) {
                warnedOfCertificate = now;
                context.certificateExpires(this, expires, left);
            }
        }
    }

    /// When the certificate that the server showed last expires, null for none.
    @Nullable Instant certificateExpires() {
        return prepared == null ? null : prepared.certificateExpires();
    }

    private int urls() {
        return checker instanceof Checker.Http http ? http.urls().size() : 0;
    }

    private boolean fastRecovery() {
        return checker instanceof Checker.Http http && http.fastRecovery();
    }

    /// Moves to its place in the pool of a reload.
    public void move(PoolRun run, int server, int check) {
        this.run = run;
        this.server = server;
        this.check = check;
    }

    /// Ends it for good.
    public void cancel() {
        cancelled = true;
        if (timer != null) {
            timer.cancel();
        }
        if (attempt != null) {
            attempt.abandon();
            attempt = null;
            context.limiter().release();
        }
    }

    /// Its last results, the newest first.
    List<CheckStatus.Result> results() {
        return history.results(context.loop().now());
    }

    public Checker checker() {
        return checker;
    }

    public CheckTiming timing() {
        return timing;
    }

    public PoolRun run() {
        return run;
    }

    public int server() {
        return server;
    }

    public int check() {
        return check;
    }
}
