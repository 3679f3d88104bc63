package dev.upkeep.checkers.service;

import dev.upkeep.checkers.check.Attempts;
import dev.upkeep.checkers.check.ProbeLimiter;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.netlink.loop.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The schedule of one check: waits, makes an attempt, has it judged, waits again. Whatever is
/// thrown on the way, the next attempt is scheduled and the place in the [ProbeLimiter] is given
/// back. It survives a reload that keeps its check, with a new place in a new pool. Belongs to the
/// thread of the checks.
public final class CheckTask {

    /// What a task uses of the scheduler.
    public interface CheckContext {
        /// The loop of the checks.
        EventLoop loop();

        /// Limits concurrency.
        ProbeLimiter limiter();

        /// Makes the attempts.
        Attempts attempts();

        /// Whether the checks of the pool are suspended now (`ha_suspend`).
        boolean suspended(PoolRun run);

        /// Called when a check is suspended or resumed.
        void suspensionChanged(CheckTask task, boolean suspended);

        /// Called with each result and what it led to.
        void judged(CheckTask task, ProbeResult result, CheckState before, Verdict.Step step);
    }

    private final CheckContext context;
    private final Checker checker;
    private final CheckTiming timing;
    private PoolRun run;
    private int server;
    private int check;
    private EventLoop.@Nullable Timer timer;
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
        timer = context.loop().after(delay, this::due);
    }

    private void due() {
        timer = null;
        boolean now = context.suspended(run);
        boolean changed = now != suspended;
        suspended = now;
        if (now) {
            schedule(timing.delayLoop());
        } else {
            context.limiter().acquire(this::begin);
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
            int url = run.pool().checkState(server, check).url();
            attempt = context.attempts().begin(checker, url, this::finished);
        } catch (Throwable failure) { // a fence: a probe that cannot begin says nothing of a server
            finished(ProbeResult.Unjudged.internal(failure));
        }
    }

    private void finished(ProbeResult result) {
        attempt = null;
        Duration next = timing.delayLoop();
        try {
            CheckState before = run.pool().checkState(server, check);
            Verdict.Step step = Verdict.next(timing, urls(), fastRecovery(), before, result);
            next = step.delay();
            context.judged(this, result, before, step);
        } finally {
            if (!cancelled) {
                schedule(next);
            }
            context.limiter().release();
        }
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
