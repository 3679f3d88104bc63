package dev.upkeep.app.hooks;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EpollLoop;
import dev.upkeep.netlink.process.ChildProcess;
import dev.upkeep.netlink.process.Command;
import dev.upkeep.netlink.process.ExitStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A script that the daemon waits for: `startup_script`, `shutdown_script`. What it says with its
/// exit status is its own affair, as in keepalived.
public final class AwaitedScript {

    private static final Logger log = LoggerFactory.getLogger(AwaitedScript.class);

    private final SystemView system;
    private final Consumer<String> lines;

    /// @param system knows the accounts of users
    public AwaitedScript(SystemView system) {
        this(system, log::info);
    }

    /// @param lines gets the lines of the log that are about a script
    AwaitedScript(SystemView system, Consumer<String> lines) {
        this.system = system;
        this.lines = lines;
    }

    /// Runs a script on the calling thread and returns when it has ended or was killed. What it
    /// logs of that has keepalived's words.
    ///
    /// @param name of the keyword
    /// @param limit after it the script is killed with all that it started
    /// @param user `script_user`, null when not given
    public void run(String name, Script script, Duration limit, @Nullable ScriptUser user) {
        String what = name.replace('_', ' ');
        lines.accept("Running " + what + " " + script.arguments().getFirst());
        try {
            EpollLoop loop = new EpollLoop(failure -> log.error("{}: {}", name, failure, failure));
            Command command = new ScriptAccounts(system, user).command(script);
            loop.execute(() -> begin(loop, what, command, limit));
            loop.run();
        } catch (KernelException e) {
            lines.accept(name + " cannot be run: " + e.getMessage());
        }
    }

    private void begin(EpollLoop loop, String what, Command command, Duration limit) {
        try {
            AtomicBoolean timedOut = new AtomicBoolean();
            ChildProcess child =
                    ChildProcess.start(
                            loop,
                            command,
                            status -> {
                                if (!timedOut.get()) {
                                    lines.accept(what + ending(status));
                                }
                                loop.stop();
                            });
            loop.after(
                    limit,
                    () -> {
                        timedOut.set(true);
                        lines.accept(
                                "%s timed out after %d s, it is killed"
                                        .formatted(what, limit.toSeconds()));
                        ChildScripts.signal(List.of(child), ChildProcess.SIGKILL);
                    });
        } catch (KernelException e) {
            lines.accept(what + " cannot be run: " + e.getMessage());
            loop.stop();
        }
    }

    private static String ending(ExitStatus status) {
        return switch (status) {
            case ExitStatus.Exited(int code) when code == 0 -> " script succeeded";
            case ExitStatus.Exited(int code) -> " script failed, status " + code;
            case ExitStatus.Signalled(int signal) -> " script exited due to signal " + signal;
        };
    }
}
