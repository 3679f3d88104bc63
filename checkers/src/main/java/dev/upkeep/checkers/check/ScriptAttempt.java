package dev.upkeep.checkers.check;

import dev.upkeep.checkers.ScriptCommands;
import dev.upkeep.checkers.probe.Probe;
import dev.upkeep.checkers.probe.ProbeAction;
import dev.upkeep.checkers.probe.ProbeEvent;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.Script;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.ChildProcess;
import dev.upkeep.netlink.process.ExitStatus;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A probe by a program.
final class ScriptAttempt extends ProbeAttempt {

    private final Script script;
    private final ScriptCommands commands;
    private @Nullable ChildProcess process;

    ScriptAttempt(
            Context context,
            Script script,
            ScriptCommands commands,
            Probe probe,
            Consumer<ProbeResult> done) {
        super(context, probe, done);
        this.script = script;
        this.commands = commands;
    }

    /// Ends the program too; it is reaped when it has ended.
    @Override
    public void abandon() {
        super.abandon();
        signal(ProbeAction.Signal.SIGKILL);
    }

    @Override
    void launch() {
        try {
            process = ChildProcess.start(loop(), commands.of(script), this::ended);
        } catch (IOException e) {
            deliver(unable(e));
        }
    }

    private void ended(ExitStatus status) {
        process = null;
        deliver(
                switch (status) {
                    case ExitStatus.Exited(int code) -> new ProbeEvent.Exited(code);
                    case ExitStatus.Signalled(int signal) -> new ProbeEvent.Signalled(signal);
                });
    }

    @Override
    void signal(int signal) {
        if (process == null) {
            return;
        }
        try {
            process.signalGroup(signal);
        } catch (KernelException e) {
            deliver(unable(e));
        }
    }

    /// Returns the event of a failure of this machine; where the kernel refused, its reason
    /// separates equal ones.
    private static ProbeEvent unable(IOException e) {
        String reason = String.valueOf(e.getMessage());
        return new ProbeEvent.Unable(
                reason,
                e instanceof KernelException refused ? Errno.text(refused.errno()) : reason);
    }

    /// Of a program that goes on nothing is held but its entry in the loop, which its end takes
    /// out.
    @Override
    void release() {}
}
