package dev.upkeep.app.hooks;

import dev.upkeep.config.model.Script;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.process.ChildProcess;
import dev.upkeep.netlink.process.ExitStatus;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts scripts as child processes, as keepalived does: in a group of their own, by the user of
/// the script, without variables that would change what the shell or the loader does. Belongs to
/// the thread of the loop.
final class ChildScripts implements ScriptQueues.ScriptStarter {

    private static final Logger log = LoggerFactory.getLogger(ChildScripts.class);

    private final EventLoop loop;
    private final ScriptAccounts accounts;
    private final Set<ChildProcess> running = new HashSet<>();
    private @Nullable Runnable whenNone;

    ChildScripts(EventLoop loop, ScriptAccounts accounts) {
        this.loop = loop;
        this.accounts = accounts;
    }

    @Override
    public void start(Script script, Runnable ended) {
        launch(script, ended);
    }

    /// Starts a script.
    ///
    /// @param ended run once: when it has ended, or at once when it could not be started
    /// @return null when it could not be started
    @Nullable ChildProcess launch(Script script, Runnable ended) {
        try {
            ChildProcess[] child = new ChildProcess[1];
            child[0] =
                    ChildProcess.start(
                            loop,
                            accounts.command(script),
                            status -> {
                                running.remove(child[0]);
                                report(script, status);
                                ended.run();
                                publishNone();
                            });
            running.add(child[0]);
            return child[0];
        } catch (KernelException e) {
            log.warn("Unable to run notify script {}: {}", script.commandLine(), e.getMessage());
            ended.run();
            return null;
        }
    }

    /// The running scripts.
    List<ChildProcess> running() {
        return List.copyOf(running);
    }

    /// Signals the groups of scripts.
    static void signal(Collection<ChildProcess> children, int signal) {
        for (ChildProcess child : children) {
            try {
                child.signalGroup(signal);
            } catch (KernelException e) {
                log.warn("{}", e.getMessage());
            }
        }
    }

    /// Runs a task when no script runs, perhaps at once; only one at a time.
    void whenNone(Runnable task) {
        whenNone = task;
        publishNone();
    }

    private void publishNone() {
        Runnable task = whenNone;
        if (task != null && running.isEmpty()) {
            whenNone = null;
            task.run();
        }
    }

    /// keepalived ignores how a notify script ended; whoever looks for the reason of a missing
    /// reaction finds it here.
    private static void report(Script script, ExitStatus status) {
        switch (status) {
            case ExitStatus.Exited(int code) when code == 126 || code == 127 ->
                    log.warn("Script {} could not be run (status {})", script.commandLine(), code);
            case ExitStatus.Exited(int code) when code != 0 ->
                    log.info("Script {} exited with status {}", script.commandLine(), code);
            case ExitStatus.Exited _ -> {}
            case ExitStatus.Signalled(int signal) ->
                    log.info("Script {} exited due to signal {}", script.commandLine(), signal);
        }
    }
}
