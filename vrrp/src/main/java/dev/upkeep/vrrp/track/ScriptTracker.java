package dev.upkeep.vrrp.track;

import dev.upkeep.config.model.VrrpScript;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.loop.RepeatedMessages;
import dev.upkeep.netlink.process.ChildProcess;
import dev.upkeep.netlink.process.ExitStatus;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.ConditionKey.Kind;
import dev.upkeep.vrrp.condition.Level;
import dev.upkeep.vrrp.condition.ScriptHealth;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Runs one `vrrp_script` at its interval, never twice at a time. Out of time it gets SIGTERM and,
/// when that does not help, SIGKILL. Belongs to the thread of the loop.
final class ScriptTracker {

    /// Limit of how long a script may take to heed SIGTERM, and again to end after SIGKILL.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final ConditionSink sink;
    private final TrackScriptCommands commands;
    private final Logger log;
    private final RepeatedMessages repeated = new RepeatedMessages();
    private VrrpScript script;
    private ScriptHealth health = ScriptHealth.UNKNOWN;
    private int lastStatus;
    private int signalsSent;
    private @Nullable ChildProcess process;
    private EventLoop.@Nullable Timer next;
    private EventLoop.@Nullable Timer deadline;

    ScriptTracker(
            VrrpScript script,
            EventLoop loop,
            ConditionSink sink,
            TrackScriptCommands commands,
            Logger log) {
        this.script = script;
        this.loop = loop;
        this.sink = sink;
        this.commands = commands;
        this.log = log;
    }

    /// The script it runs.
    VrrpScript script() {
        return script;
    }

    /// Runs it now and from then on at its interval.
    void start() {
        sink.changed(new ConditionKey(Kind.SCRIPT, script.name()), level());
        startAt(loop.now());
    }

    private void startAt(long time) {
        next = loop.at(time + script.interval().toNanos(), () -> startAgain(time));
        if (process != null) {
            log.info(
                    "Track script {} is {}, expect idle - skipping run",
                    script.name(),
                    signalsSent > 0 ? "being timed out" : "already running");
            return;
        }
        try {
            process = ChildProcess.start(loop, commands.of(script.script()), this::ended);
            signalsSent = 0;
            deadline = loop.after(script.timeout(), this::outOfTime);
        } catch (IOException refused) {
            if (refused instanceof KernelException none && Errno.isShortage(none.errno())) {
                notRun(String.valueOf(none.getMessage()));
            } else {
                result(false, "failed (" + refused.getMessage() + ")");
            }
        }
    }

    /// This machine cannot run anything, which says nothing about what the script looks at.
    private void notRun(String reason) {
        int unlogged = repeated.count(reason, loop.now());
        if (unlogged >= 0) {
            log.warn(
                    "Track script {} cannot be run, its last result stays: {}{}",
                    script.name(),
                    reason,
                    unlogged == 0 ? "" : " (" + unlogged + " more times)");
        }
    }

    /// The next run is due an interval after this one was, so that the series does not drift; runs
    /// that were missed are left out.
    private void startAgain(long previous) {
        long due = previous + script.interval().toNanos();
        startAt(loop.now() - due > script.interval().toNanos() ? loop.now() : due);
    }

    private void outOfTime() {
        deadline = null;
        signalsSent++;
        switch (signalsSent) {
            case 1 -> signal(ChildProcess.SIGTERM);
            case 2 -> signal(ChildProcess.SIGKILL);
            default -> {
                result(false, "timed_out, and cannot be killed");
                return;
            }
        }
        deadline = loop.after(GRACE, this::outOfTime);
    }

    private void ended(ExitStatus status) {
        process = null;
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
        if (signalsSent > 0) {
            if (signalsSent <= 2) {
                result(false, "timed_out");
            }
            return;
        }
        switch (status) {
            case ExitStatus.Exited(int code) -> {
                if (code != lastStatus) {
                    lastStatus = code;
                    log.info("Script `{}` now returning {}", script.name(), code);
                }
                result(
                        code == 0,
                        code == 0 ? "succeeded" : "failed (exited with status " + code + ")");
            }
            case ExitStatus.Signalled(int signal) ->
                    result(false, "failed (due to signal " + signal + ")");
        }
    }

    private void result(boolean success, String text) {
        Level before = health.level(script.rise());
        health = health.after(success, script.rise(), script.fall());
        Level after = level();
        if (!after.equals(before)) {
            log.info("VRRP_Script({}) {}", script.name(), text);
        }
        sink.changed(new ConditionKey(Kind.SCRIPT, script.name()), after);
    }

    private Level level() {
        return health.level(script.rise());
    }

    /// Takes what a reload changed; the result stays when the same command runs.
    void reconfigure(VrrpScript changed) {
        health = health.under(script.rise(), changed.rise(), changed.fall());
        boolean restart = !changed.interval().equals(script.interval());
        script = changed;
        if (restart && next != null) {
            next.cancel();
            start();
        }
        sink.changed(new ConditionKey(Kind.SCRIPT, script.name()), level());
    }

    /// Ends the series and the run.
    ///
    /// @param signal what a run gets
    void stop(int signal) {
        if (next != null) {
            next.cancel();
        }
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
        signalsSent = 3; // its end decides nothing any more
        signal(signal);
    }

    private void signal(int signal) {
        if (process != null) {
            try {
                process.signalGroup(signal);
            } catch (KernelException refused) {
                log.warn("Track script {}: {}", script.name(), refused.getMessage());
            }
        }
    }
}
