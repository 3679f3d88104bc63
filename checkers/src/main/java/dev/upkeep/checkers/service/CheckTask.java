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

/// The schedule of one check: waits, makes an attempt, has it judged, waits again. It survives a
/// reload that keeps its check, with a new place in a new pool. Belongs to the thread of the
/// checks.
public final class CheckTask {

    /// What a task needs of its surroundings.
    public interface CheckContext {
        /// The loop of the checks.
        EventLoop loop();

        /// Limits concurrency.
        ProbeLimiter slots();

        /// Makes the attempts.
        Attempts attempts();

        /// Whether the checks of the pool rest now (`ha_suspend`).
        boolean suspended(PoolRun run);

        /// Takes that a task begins to rest, or that it no longer does.
        void rests(CheckTask task, boolean now);

        /// Takes a result with what it led to.
        void judged(CheckTask task, ProbeResult result, CheckState before, Verdict.Step step);
    }

    private final CheckContext home;
    private final Checker checker;
    private final CheckTiming timing;
    private PoolRun run;
    private int server;
    private int check;
    private EventLoop.@Nullable Timer timer;
    private Attempts.@Nullable Attempt attempt;
    private boolean cancelled;
    private boolean resting;

    public CheckTask(
            CheckContext home,
            Checker checker,
            CheckTiming timing,
            PoolRun run,
            int server,
            int check) {
        this.home = home;
        this.checker = checker;
        this.timing = timing;
        this.run = run;
        this.server = server;
        this.check = check;
    }

    /// When a check runs; null for checks that others tell their result.
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
        timer = home.loop().after(delay, this::due);
    }

    private void due() {
        timer = null;
        boolean suspended = home.suspended(run);
        if (suspended != resting) {
            resting = suspended;
            home.rests(this, suspended);
        }
        if (suspended) {
            schedule(timing.delayLoop());
        } else {
            home.slots().acquire(this::begin);
        }
    }

    private void begin() {
        if (cancelled) {
            home.slots().release();
            return;
        }
        int url = run.pool().checkState(server, check).url();
        attempt = home.attempts().begin(checker, url, this::finished);
    }

    private void finished(ProbeResult result) {
        attempt = null;
        CheckState before = run.pool().checkState(server, check);
        Verdict.Step step = Verdict.next(timing, urls(), fastRecovery(), before, result);
        home.judged(this, result, before, step);
        if (!cancelled) {
            schedule(step.delay());
        }
        home.slots().release();
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
            home.slots().release();
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
