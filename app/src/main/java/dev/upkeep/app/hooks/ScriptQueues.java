package dev.upkeep.app.hooks;

import dev.upkeep.config.model.Script;
import dev.upkeep.netlink.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs notify scripts. The scripts of one event start together; those of the next event of the
/// same source (an instance, a group, a service) start when they have ended, so that a slow script
/// for MASTER is not overtaken by the one for BACKUP. keepalived does not wait at all; for scripts
/// that never end, ours waits no longer than [#PATIENCE].
final class ScriptQueues {

    /// Limit of how long the next event of a source waits for running scripts.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Events of one source that may wait; more are dropped with a message.
    static final int CAPACITY = 64;

    private static final Logger log = LoggerFactory.getLogger(ScriptQueues.class);

    private final EventLoop loop;
    private final ScriptStarter starter;

    /// Sources with running or waiting scripts. Belongs to the thread of the loop.
    private final Map<String, Source> sources = new HashMap<>();

    private @Nullable Runnable idle;

    /// Nobody waits any more.
    private boolean hurried;

    ScriptQueues(EventLoop loop, ScriptStarter starter) {
        this.loop = loop;
        this.starter = starter;
    }

    /// Queues the scripts of an event. Any thread; never blocks.
    ///
    /// @param source what the event is about: events of different sources do not wait for each
    ///   other
    void run(String source, List<Script> scripts) {
        if (!scripts.isEmpty()) {
            List<Script> together = List.copyOf(scripts);
            loop.execute(() -> sources.computeIfAbsent(source, Source::new).add(together));
        }
    }

    /// From now on every event starts its scripts at once; those that wait start now. For the
    /// thread of the loop.
    void hurry() {
        hurried = true;
        List.copyOf(sources.values()).forEach(Source::hurry);
    }

    /// Runs a task on the thread of the loop when no script runs or waits; only one at a time.
    void whenIdle(Runnable task) {
        loop.execute(() -> {
            idle = task;
            checkIdle();
        });
    }

    private void checkIdle() {
        Runnable task = idle;
        if (task != null && sources.isEmpty()) {
            idle = null;
            task.run();
        }
    }

    private final class Source {
        private final String name;
        private final ArrayDeque<List<Script>> waiting = new ArrayDeque<>();

        /// Counts events, so that a script of an earlier one that ends late is not taken for one of
        /// the current.
        private int event;

        private int running;

        private EventLoop.@Nullable Timer patience;

        /// The current scripts have had their time.
        private boolean impatient;

        Source(String name) {
            this.name = name;
        }

        void add(List<Script> scripts) {
            if (waiting.size() == CAPACITY) {
                log.warn(
                        "{}: {} events wait for slow notify scripts, one is dropped",
                        name,
                        CAPACITY);
                return;
            }
            waiting.add(scripts);
            if (running == 0 || impatient || hurried) {
                next();
            }
        }

        void hurry() {
            while (!waiting.isEmpty()) {
                next();
            }
        }

        private void next() {
            List<Script> scripts = waiting.poll();
            event++;
            running = 0;
            impatient = false;
            if (patience != null) {
                patience.cancel();
            }
            if (scripts == null) {
                sources.remove(name);
                checkIdle();
                return;
            }
            int current = event;
            running = scripts.size() + 1; // the one is this loop: none may end before all started
            patience = loop.after(PATIENCE, () -> overdue(current));
            for (Script script : scripts) {
                starter.start(script, () -> ended(current));
            }
            ended(current);
        }

        private void ended(int ofEvent) {
            if (ofEvent == event && --running == 0) {
                next();
            }
        }

        private void overdue(int ofEvent) {
            if (ofEvent != event || running == 0) {
                return;
            }
            impatient = true;
            if (!waiting.isEmpty()) {
                log.warn("{}: notify script still runs, the next is started beside it", name);
                next();
            }
        }
    }

    /// Starts one script.
    @FunctionalInterface
    interface ScriptStarter {
        /// Called on the thread of the loop.
        ///
        /// @param ended to be run once on the thread of the loop: when the script has ended, or at
        ///   once when it could not be started
        void start(Script script, Runnable ended);
    }
}
