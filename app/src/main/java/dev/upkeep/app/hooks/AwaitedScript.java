package dev.upkeep.app.hooks;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EpollLoop;
import dev.upkeep.netlink.process.ChildProcess;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A script that the daemon waits for: `startup_script`, `shutdown_script`. What it says with its
/// exit status is its own affair, as in keepalived.
public final class AwaitedScript {

    private static final Logger log = LoggerFactory.getLogger(AwaitedScript.class);

    private final SystemView system;

    /// @param system knows the accounts of users
    public AwaitedScript(SystemView system) {
        this.system = system;
    }

    /// Runs a script on the calling thread and returns when it has ended or was killed.
    ///
    /// @param name of the keyword, for messages
    /// @param limit after it the script is killed with all that it started
    /// @param user `script_user`, null when not given
    public void run(String name, Script script, Duration limit, @Nullable ScriptUser user) {
        try {
            EpollLoop loop = new EpollLoop(failure -> log.error("{}: {}", name, failure, failure));
            ChildScripts children = new ChildScripts(loop, new ScriptAccounts(system, user));
            loop.execute(() -> {
                loop.after(
                        limit,
                        () -> {
                            log.warn(
                                    "{} took longer than {} s, it is killed",
                                    name,
                                    limit.toSeconds());
                            ChildScripts.signal(children.running(), ChildProcess.SIGKILL);
                        });
                children.start(script, loop::stop);
            });
            loop.run();
        } catch (KernelException e) {
            log.error("{} cannot be run: {}", name, e.getMessage());
        }
    }
}
