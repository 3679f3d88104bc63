package dev.upkeep.checkers.service;

import dev.upkeep.checkers.admin.CheckStatus;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.check.Attempts;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One check of one real server in one virtual server: has each result judged and remembers the
/// last ones. A [ProbeSchedule], which equal checks share, gives it the results. It survives a
/// reload that keeps its check, with a new place in a new pool. Belongs to the thread of the
/// checks.
final class CheckTask {

    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final CheckContext context;
    private final ProbeGroup group;
    private PoolRun run;
    private int server;
    private int check;
    private final CheckHistory history = new CheckHistory();
    private @Nullable ProbeSchedule schedule;
    private Duration delay;
    private long warnedOfCertificate;
    private boolean suspended;
    private boolean suspensionChanged;

    CheckTask(CheckContext context, ProbeGroup group, PoolRun run, int server, int check) {
        this.context = context;
        this.group = group;
        this.delay = group.timing().delayLoop();
        this.run = run;
        this.server = server;
        this.check = check;
    }

    /// Returns the times of a check; null for checks that are driven from outside
    /// ([PassiveChecks]).
    static @Nullable CheckTiming timingOf(Checker checker) {
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

    /// Begins its first attempt after a time, or with an equal check that waits for its first one.
    void begin(Duration firstDelay) {
        group.begin(this, firstDelay);
    }

    /// Called when a schedule takes it.
    void follow(ProbeSchedule schedule) {
        this.schedule = schedule;
    }

    /// Looks whether it is suspended now.
    boolean checkSuspension() {
        boolean now = context.suspended(run);
        suspensionChanged = now != suspended;
        suspended = now;
        return now;
    }

    /// Reports what the last look changed.
    void publishSuspension() {
        if (suspensionChanged) {
            suspensionChanged = false;
            context.suspensionChanged(this, suspended);
        }
    }

    /// Judges the result of an attempt, unless the check is suspended.
    ///
    /// @param counts false for a failure that says nothing of the server
    void judge(ProbeResult result, Duration took, boolean counts) {
        delay = timing().delayLoop();
        if (suspended) {
            return;
        }
        history.add(result, took, context.loop().now());
        warnOfCertificate();
        if (counts) {
            CheckState before = state();
            Verdict.Step step = Verdict.next(timing(), urls(), fastRecovery(), before, result);
            delay = step.delay();
            context.judged(this, result, took, before, step);
        }
    }

    /// Reports a certificate that expires soon, once a day.
    private void warnOfCertificate() {
        if (!(checker() instanceof Checker.Http http)
                || http.tlsOptions().certificateWarningDays() == 0) {
            return;
        }
        Instant expires = certificateExpires();
        long now = context.loop().now();
        boolean warned = warnedOfCertificate != 0 && now - warnedOfCertificate < DAY_NANOS;
        if (expires != null && !warned) {
            Duration left = Duration.between(context.wallClock(), expires);
            if (left.toDays() < http.tlsOptions().certificateWarningDays()) {
                warnedOfCertificate = now;
                context.certificateExpires(this, expires, left);
            }
        }
    }

    /// Returns when the certificate that the server showed last expires, null for none.
    @Nullable Instant certificateExpires() {
        Attempts.Prepared prepared = group.preparedBefore();
        return prepared == null ? null : prepared.certificateExpires();
    }

    private int urls() {
        return checker() instanceof Checker.Http http ? http.urls().size() : 0;
    }

    private boolean fastRecovery() {
        return checker() instanceof Checker.Http http && http.fastRecovery();
    }

    /// Moves to its place in the pool of a reload.
    void move(PoolRun run, int server, int check) {
        this.run = run;
        this.server = server;
        this.check = check;
    }

    /// Ends it for good.
    void cancel() {
        if (schedule != null) {
            schedule.remove(this);
            schedule = null;
        }
    }

    /// Its last results, the newest first.
    List<CheckStatus.Result> results() {
        return history.results(context.loop().now());
    }

    /// The other virtual servers that share its probe, in the order in which they came.
    List<ServiceName> sharers() {
        if (schedule == null || schedule.tasks().size() == 1) {
            return List.of();
        }
        return schedule.tasks().stream()
                .filter(task -> task.run != run)
                .map(task -> ServiceName.of(task.run.pool()))
                .distinct()
                .toList();
    }

    /// Its present state.
    CheckState state() {
        return run.pool().checkState(server, check);
    }

    /// Time from its last result to its next attempt.
    Duration delay() {
        return delay;
    }

    Checker checker() {
        return group.checker();
    }

    CheckTiming timing() {
        return group.timing();
    }

    PoolRun run() {
        return run;
    }

    int server() {
        return server;
    }

    int check() {
        return check;
    }
}
