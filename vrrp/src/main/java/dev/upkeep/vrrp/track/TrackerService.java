package dev.upkeep.vrrp.track;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.NetlinkBuffers;
import dev.upkeep.config.model.TrackFile;
import dev.upkeep.config.model.TrackProcess;
import dev.upkeep.config.model.VrrpScript;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EpollLoop;
import dev.upkeep.netlink.process.ChildProcess;
import dev.upkeep.netlink.process.Threads;
import dev.upkeep.netlink.socket.ReceiveBuffers;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.ConditionKey.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs scripts and watches files and processes for the instances that track them. Its thread
/// exists from the first tracked object on.
public final class TrackerService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp.track");

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final ConditionSink sink;
    private final TrackScriptCommands commands;
    private @Nullable Running running;

    /// @param sink gets levels, on the thread of the trackers
    public TrackerService(ConditionSink sink, TrackScriptCommands commands) {
        this.sink = sink;
        this.commands = commands;
    }

    /// Tracks the subscribed objects of a configuration; each object is reported once its level is
    /// known. Does not wait.
    ///
    /// @param ready runs on the thread of the trackers when files and processes are reported
    /// @return false when there is nothing to track, and nothing will run
    public boolean configure(
            Configuration configuration, Set<ConditionKey> subscribed, Runnable ready) {
        Running now = running;
        boolean any = subscribed.stream().anyMatch(key -> isOurs(key.kind()));
        if (now == null && any) {
            now = start();
        }
        if (now != null) {
            Running on = now;
            boolean first = running == null;
            running = now;
            on.loop.execute(() -> {
                on.configure(configuration, subscribed, first);
                ready.run();
            });
        }
        return now != null;
    }

    /// Counts how many processes of each tracked one run, by name.
    public void processCounts(CompletableFuture<Map<String, Integer>> answer) {
        Running now = running;
        if (now == null) {
            answer.complete(Map.of());
        } else {
            now.loop.execute(() -> answer.complete(now.processes.counts()));
        }
    }

    /// `process_monitor_rcv_bufs`, null for our own choice.
    static ReceiveBuffers.@Nullable Size connectorBuffer(Configuration configuration) {
        NetlinkBuffers.Buffer buffer =
                configuration.global().daemon().netlinkBuffers().processMonitor();
        return ReceiveBuffers.size(buffer.bytes(), buffer.force());
    }

    private static boolean isOurs(Kind kind) {
        return switch (kind) {
            case SCRIPT, FILE, PROCESS -> true;
            case INTERFACE, BFD -> false;
        };
    }

    private @Nullable Running start() {
        try {
            return new Running(sink, commands);
        } catch (KernelException refused) {
            log.error("Nothing is tracked: {}", refused.getMessage());
            return null;
        }
    }

    /// Ends what runs with SIGTERM.
    @Override
    public void close() {
        Running now = running;
        running = null;
        if (now == null) {
            return;
        }
        now.loop.execute(() -> {
            now.stop(ChildProcess.SIGTERM);
            now.loop.stop();
        });
        try {
            if (!now.thread.join(STOP_PATIENCE)) {
                log.error("the tracker thread did not end within {}", STOP_PATIENCE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The thread and what it watches.
    private static final class Running {
        private final ConditionSink sink;
        private final TrackScriptCommands commands;
        private final EpollLoop loop;
        private final FileTracker files;
        private final ProcessTracker processes;
        private final Map<String, ScriptTracker> scripts = new LinkedHashMap<>();
        private final Thread thread;

        private Running(ConditionSink sink, TrackScriptCommands commands) throws KernelException {
            this.sink = sink;
            this.commands = commands;
            loop = new EpollLoop(failure -> log.error("Trackers: {}", failure, failure));
            files = new FileTracker(loop, sink, log);
            processes = new ProcessTracker(loop, sink, new ProcessNames(Path.of("/proc")), log);
            thread = Thread.ofPlatform().name("trackers").daemon().unstarted(loop::run);
            try {
                Threads.start(thread);
            } catch (KernelException none) {
                loop.discard();
                throw none;
            }
        }

        private void configure(
                Configuration configuration, Set<ConditionKey> subscribed, boolean first) {
            List<TrackFile> trackFiles =
                    configuration.trackers().files().stream()
                            .filter(file -> subscribed.contains(key(Kind.FILE, file.name())))
                            .toList();
            if (first) {
                files.create(trackFiles);
            }
            files.watch(trackFiles);
            List<TrackProcess> trackProcesses =
                    configuration.trackers().processes().stream()
                            .filter(each -> subscribed.contains(key(Kind.PROCESS, each.name())))
                            .toList();
            processes.watch(trackProcesses, connectorBuffer(configuration));
            runScripts(
                    configuration.trackers().scripts().stream()
                            .filter(script -> subscribed.contains(key(Kind.SCRIPT, script.name())))
                            .toList());
        }

        private void runScripts(List<VrrpScript> configured) {
            Map<String, ScriptTracker> before = new LinkedHashMap<>(scripts);
            scripts.clear();
            for (VrrpScript script : configured) {
                if (scripts.containsKey(script.name())) {
                    continue; // the first of a name counts
                }
                ScriptTracker same = before.get(script.name());
                if (same != null && same.script().script().equals(script.script())) {
                    before.remove(script.name());
                    same.reconfigure(script);
                    scripts.put(script.name(), same);
                } else {
                    var tracker = new ScriptTracker(script, loop, sink, commands, log);
                    scripts.put(script.name(), tracker);
                    tracker.start();
                }
            }
            before.values().forEach(gone -> gone.stop(ChildProcess.SIGTERM));
        }

        private void stop(int signal) {
            scripts.values().forEach(script -> script.stop(signal));
            files.close();
            processes.close();
        }

        private static ConditionKey key(Kind kind, String name) {
            return new ConditionKey(kind, name);
        }
    }
}
