package dev.upkeep.app.hooks;

import dev.upkeep.config.model.Script;
import dev.upkeep.netlink.io.ChildProcess;
import dev.upkeep.netlink.io.EpollLoop;
import dev.upkeep.netlink.io.KernelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loop on which scripts are started and awaited. It exists from the first script on, since
/// most configurations have none.
final class ScriptThread {

    private static final Logger log = LoggerFactory.getLogger(ScriptThread.class);

    private final ScriptAccounts accounts;
    private @Nullable Running running;

    ScriptThread(ScriptAccounts accounts) {
        this.accounts = accounts;
    }

    /// Queues the scripts of an event. Any thread; see [ScriptQueues#run].
    void run(String source, List<Script> scripts) {
        Running now = scripts.isEmpty() ? null : running();
        if (now != null) {
            now.queues.run(source, scripts);
        }
    }

    /// Runs a script that serves until the end, outside all queues.
    void serve(Script script) {
        Running now = running();
        if (now != null) {
            now.loop.execute(() ->
                    now.children.start(script, () -> log.info("{} ended", script.commandLine())));
        }
    }

    /// Lets queued scripts run at most that long, then ends all that still run.
    synchronized void close(Duration limit) {
        Running now = running;
        if (now == null) {
            return;
        }
        running = null;
        CountDownLatch idle = new CountDownLatch(1);
        now.queues.whenIdle(idle::countDown);
        try {
            if (!idle.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                log.info("Notify scripts still run; they are killed");
            }
            now.loop.execute(() -> now.children.signal(ChildProcess.SIGKILL));
            now.loop.stop();
            now.thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Running running() {
        if (running == null) {
            try {
                running = start();
            } catch (KernelException e) {
                log.error("Scripts cannot be run: {}", e.getMessage());
            }
        }
        return running;
    }

    private Running start() throws KernelException {
        EpollLoop loop = new EpollLoop(failure -> log.error("Scripts: {}", failure, failure));
        ChildScripts children = new ChildScripts(loop, accounts);
        Thread thread = Thread.ofPlatform().name("scripts").daemon().start(loop::run);
        return new Running(loop, children, new ScriptQueues(loop, children), thread);
    }

    private record Running(
            EpollLoop loop, ChildScripts children, ScriptQueues queues, Thread thread) {}
}
