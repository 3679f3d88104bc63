package dev.upkeep.app;

import dev.upkeep.app.hooks.AwaitedScript;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptPolicy;
import dev.upkeep.config.source.SystemView;
import java.util.concurrent.CompletableFuture;

/// `startup_script` and `shutdown_script`: the first part to start and the last one to stop.
final class DaemonScripts implements Subsystem {

    private final AwaitedScript runner;
    private volatile ScriptPolicy scripts;

    private DaemonScripts(AwaitedScript runner, ScriptPolicy scripts) {
        this.runner = runner;
        this.scripts = scripts;
    }

    /// Runs the startup script to its end.
    static DaemonScripts start(Configuration configuration, SystemView system) {
        ScriptPolicy scripts = configuration.global().daemon().scripts();
        AwaitedScript runner = new AwaitedScript(system);
        Script startup = scripts.startup();
        if (startup != null) {
            runner.run("startup_script", startup, scripts.startupTimeout(), scripts.user());
        }
        return new DaemonScripts(runner, scripts);
    }

    @Override
    public CompletableFuture<Void> reload(Configuration next) {
        scripts = next.global().daemon().scripts();
        return CompletableFuture.completedFuture(null);
    }

    /// Runs the shutdown script to its end.
    @Override
    public void close() {
        Script shutdown = scripts.shutdown();
        if (shutdown != null) {
            runner.run("shutdown_script", shutdown, scripts.shutdownTimeout(), scripts.user());
        }
    }
}
