package dev.upkeep.app.hooks;

import dev.upkeep.config.model.Script;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EpollLoop;
import dev.upkeep.netlink.process.ChildProcess;
import dev.upkeep.netlink.process.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loop on which scripts are started and awaited. It exists from the first script on, since
/// most configurations have none.
final class ScriptThread {

    private static final Logger log = LoggerFactory.getLogger(ScriptThread.class);

    /// At the end: for readers between the end of their FIFO and SIGTERM, and for all scripts
    /// between that and SIGKILL.
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private final ScriptAccounts accounts;
    private @Nullable Running running;
    private boolean stopping;

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
    ///
    /// @return asks it to end
    Runnable serve(Script script) {
        Running now = running();
        if (now == null) {
            return () -> {};
        }
        var service = new Service(now, script);
        now.loop.execute(service::start);
        return () -> now.loop.execute(service::end);
    }

    /// The daemon begins to stop: running scripts are asked to end (SIGTERM), except those that
    /// serve, and later ones no longer wait for them.
    synchronized void stopping() {
        Running now = running;
        if (now != null && !stopping) {
            stopping = true;
            now.loop.execute(() -> {
                List<ChildProcess> asked = new ArrayList<>(now.children.running());
                asked.removeAll(now.serving);
                ChildScripts.signal(asked, ChildProcess.SIGTERM);
                now.queues.hurry();
            });
        }
    }

    /// Lets queued scripts run at most that long and those that serve a moment longer, then asks
    /// them to end and kills what still runs.
    synchronized void close(Duration limit) {
        Running now = running;
        if (now == null) {
            return;
        }
        running = null;
        CountDownLatch idle = new CountDownLatch(1);
        CountDownLatch none = new CountDownLatch(1);
        now.queues.whenIdle(idle::countDown);
        try {
            if (!idle.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                log.info("Notify scripts still run; they are killed");
            }
            now.loop.execute(() -> now.children.whenNone(none::countDown));
            if (!none.await(A_MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
                now.loop.execute(
                        () -> ChildScripts.signal(now.children.running(), ChildProcess.SIGTERM));
                none.await(A_MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            }
            now.loop.execute(() -> {
                ChildScripts.signal(now.children.running(), ChildProcess.SIGKILL);
                now.loop.stop();
            });
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
        Thread thread = Thread.ofPlatform().name("scripts").daemon().unstarted(loop::run);
        try {
            Threads.start(thread);
        } catch (KernelException none) {
            loop.discard();
            throw none;
        }
        return new Running(
                loop, children, new ScriptQueues(loop, children), new HashSet<>(), thread);
    }

    /// @param serving scripts outside the queues; belongs to the thread of the loop
    private record Running(
            EpollLoop loop,
            ChildScripts children,
            ScriptQueues queues,
            Set<ChildProcess> serving,
            Thread thread) {}

    /// A script that serves. Belongs to the thread of the loop.
    private static final class Service {
        private final Running on;
        private final Script script;
        private @Nullable ChildProcess child;

        Service(Running on, Script script) {
            this.on = on;
            this.script = script;
        }

        void start() {
            child = on.children.launch(script, this::ended);
            if (child != null) {
                on.serving.add(child);
            }
        }

        private void ended() {
            if (child != null) {
                on.serving.remove(child);
                child = null;
            }
            log.info("{} ended", script.commandLine());
        }

        void end() {
            if (child != null) {
                ChildScripts.signal(List.of(child), ChildProcess.SIGTERM);
            }
        }
    }
}
