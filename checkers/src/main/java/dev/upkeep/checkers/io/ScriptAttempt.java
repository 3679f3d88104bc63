package dev.upkeep.checkers.io;

import dev.upkeep.checkers.ScriptCommands;
import dev.upkeep.checkers.probe.Probe;
import dev.upkeep.checkers.probe.ProbeAction;
import dev.upkeep.checkers.probe.ProbeEvent;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.Script;
import dev.upkeep.netlink.io.ChildProcess;
import dev.upkeep.netlink.io.EventLoop;
import dev.upkeep.netlink.io.ExitStatus;
import dev.upkeep.netlink.io.KernelException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A probe by a program.
final class ScriptAttempt implements Attempts.Attempt {

    private final EventLoop loop;
    private final Script script;
    private final ScriptCommands commands;
    private final Probe probe;
    private final Consumer<ProbeResult> done;
    private @Nullable ChildProcess process;
    private EventLoop.@Nullable Timer timer;
    private boolean over;

    ScriptAttempt(
            EventLoop loop,
            Script script,
            ScriptCommands commands,
            Probe probe,
            Consumer<ProbeResult> done) {
        this.loop = loop;
        this.script = script;
        this.commands = commands;
        this.probe = probe;
        this.done = done;
    }

    /// Begins; the result comes later even when it is known at once.
    void begin() {
        loop.execute(() -> tell(new ProbeEvent.Started()));
    }

    /// Ends the program too; it is reaped when it has ended.
    @Override
    public void abandon() {
        over = true;
        cancelTimer();
        signal(ProbeAction.Signal.SIGKILL);
    }

    private void tell(ProbeEvent event) {
        if (over) {
            return;
        }
        for (ProbeAction action : probe.on(event)) {
            switch (action) {
                case ProbeAction.Launch() -> launch();
                case ProbeAction.Signal(int signal) -> signal(signal);
                case ProbeAction.Arm(var delay) -> arm(delay);
                case ProbeAction.Done(var result) -> finish(result);
                case ProbeAction.Connect(), ProbeAction.Send _ ->
                        throw new IllegalStateException("a process is no socket: " + action);
            }
            if (over) {
                return;
            }
        }
    }

    private void launch() {
        try {
            process = ChildProcess.start(loop, commands.of(script), this::ended);
        } catch (IOException e) {
            tell(new ProbeEvent.Unable(String.valueOf(e.getMessage())));
        }
    }

    private void ended(ExitStatus status) {
        process = null;
        tell(
                switch (status) {
                    case ExitStatus.Exited(int code) -> new ProbeEvent.Exited(code);
                    case ExitStatus.Signalled(int signal) -> new ProbeEvent.Signalled(signal);
                });
    }

    private void signal(int signal) {
        if (process == null) {
            return;
        }
        try {
            process.signalGroup(signal);
        } catch (KernelException e) {
            tell(new ProbeEvent.Unable(String.valueOf(e.getMessage())));
        }
    }

    private void arm(Duration delay) {
        cancelTimer();
        timer = loop.after(delay, () -> tell(new ProbeEvent.Expired()));
    }

    private void finish(ProbeResult result) {
        over = true;
        cancelTimer();
        done.accept(result);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
