package dev.upkeep.vrrp.track;

import dev.upkeep.config.model.TrackProcess;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.loop.RepeatedMessages;
import dev.upkeep.netlink.process.FileErrors;
import dev.upkeep.netlink.process.ProcessEvent;
import dev.upkeep.netlink.process.ProcessMonitor;
import dev.upkeep.netlink.socket.ReceiveBuffers;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.ConditionKey.Kind;
import dev.upkeep.vrrp.condition.Level;
import dev.upkeep.vrrp.condition.ProcessPattern;
import dev.upkeep.vrrp.condition.ProcessQuorum;
import dev.upkeep.vrrp.condition.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Counts the processes of each `vrrp_track_process`: by the kernel's process connector, or by a
/// look at `/proc` every second where there is none. Belongs to the thread of the loop.
final class ProcessTracker {

    private static final Duration POLL = Duration.ofSeconds(1);

    /// Between two lines about lost events.
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final EventLoop loop;
    private final ConditionSink sink;
    private final ProcessNames names;
    private final Logger log;
    private final RepeatedMessages repeated = new RepeatedMessages();
    private final ProcessTable table = new ProcessTable();
    private final Map<String, Tracked> tracked = new LinkedHashMap<>();
    private @Nullable ProcessMonitor monitor;
    private EventLoop.@Nullable Timer poll;
    private EventLoop.@Nullable Timer scan;
    private EventLoop.@Nullable Timer silence;
    private int overruns;

    private static final class Tracked {
        private final TrackProcess process;
        private final ProcessPattern pattern;
        private ProcessQuorum quorum;
        private EventLoop.@Nullable Timer delay;

        private Tracked(TrackProcess process, int count) {
            this.process = process;
            this.pattern = new ProcessPattern(process);
            this.quorum = ProcessQuorum.first(process, count);
        }
    }

    ProcessTracker(EventLoop loop, ConditionSink sink, ProcessNames names, Logger log) {
        this.loop = loop;
        this.sink = sink;
        this.names = names;
        this.log = log;
    }

    /// Watches these from now on and reports each once.
    ///
    /// @param buffer of the connector's socket, null for our own choice
    void watch(Collection<TrackProcess> configured, ReceiveBuffers.@Nullable Size buffer) {
        Map<String, Tracked> before = new LinkedHashMap<>(tracked);
        tracked.clear();
        for (TrackProcess process : configured) {
            Tracked same = before.get(process.name());
            if (same != null && same.process.equals(process)) {
                before.remove(process.name());
                tracked.put(process.name(), same);
            } else {
                tracked.put(process.name(), new Tracked(process, 0));
            }
        }
        before.values().forEach(ProcessTracker::cancelDelay);
        if (tracked.isEmpty()) {
            close();
            return;
        }
        listen(buffer);
        warnOfHidden();
        lookAtAll();
        for (Tracked each : tracked.values()) {
            if (each.delay == null) {
                each.quorum = ProcessQuorum.first(each.process, table.count(each.process.name()));
            }
            report(each);
        }
    }

    /// How many processes of each are counted, by name.
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        tracked.keySet().forEach(name -> counts.put(name, table.count(name)));
        return counts;
    }

    private void listen(ReceiveBuffers.@Nullable Size buffer) {
        if (monitor != null || poll != null) {
            return;
        }
        try {
            monitor = ProcessMonitor.open(loop, buffer, this::happened);
        } catch (KernelException refused) {
            pollBecause(String.valueOf(refused.getMessage()));
        }
    }

    private void pollBecause(String reason) {
        log.warn("Processes are looked for every {} s: {}", POLL.toSeconds(), reason);
        monitor = null;
        poll = loop.after(POLL, this::poll);
    }

    private void poll() {
        poll = loop.after(POLL, this::poll);
        lookAtAll();
        tracked.values().forEach(this::evaluate);
    }

    private void happened(ProcessEvent event) {
        switch (event) {
            case ProcessEvent.Forked(int parent, int child) -> changed(table.forked(parent, child));
            case ProcessEvent.Changed(int pid) -> lookAt(pid);
            case ProcessEvent.Exited(int pid) -> changed(table.exited(pid));
            case ProcessEvent.Lost() -> {
                sayLost();
                scanSoon();
            }
            case ProcessEvent.Ended(String reason) -> pollBecause(reason);
        }
    }

    private void sayLost() {
        overruns++;
        if (silence == null) {
            log.warn(
                    "Process events were lost ({} times), processes are looked at anew;"
                            + " process_monitor_rcv_bufs makes more room for them",
                    overruns);
            overruns = 0;
            silence = loop.after(SILENCE, () -> silence = null);
        }
    }

    /// One look serves all overruns of a second.
    private void scanSoon() {
        if (scan == null) {
            scan =
                    loop.after(
                            POLL.dividedBy(4),
                            () -> {
                                scan = null;
                                lookAtAll();
                                tracked.values().forEach(this::evaluate);
                            });
        }
    }

    private void lookAt(int pid) {
        try {
            changed(table.is(pid, matches(pid)));
        } catch (IOException failed) {
            unreadable(failed);
            scanSoon();
        }
    }

    /// What was counted stays when nothing can be read.
    private void lookAtAll() {
        Map<Integer, Set<String>> found = new HashMap<>();
        try {
            names.forEach(pid -> found.put(pid, matches(pid)));
        } catch (IOException failed) {
            unreadable(failed);
            scanSoon();
            return;
        }
        table.clear();
        found.forEach(table::is);
    }

    private void unreadable(IOException failed) {
        String reason = String.valueOf(FileErrors.reason(failed));
        int unlogged = repeated.count(reason, loop.now());
        if (unlogged >= 0) {
            log.warn(
                    "Processes cannot be looked at, their last number counts: {}{}",
                    reason,
                    unlogged == 0 ? "" : " (" + unlogged + " more times)");
        }
    }

    private void warnOfHidden() {
        try {
            String hidden = names.hidden();
            if (hidden != null) {
                log.warn("vrrp_track_process counts only the processes it can see: {}", hidden);
            }
        } catch (IOException failed) {
            unreadable(failed);
        }
    }

    private Set<String> matches(int pid) throws IOException {
        ProcessNames.Named process =
                names.of(
                        pid,
                        tracked.values().stream()
                                .anyMatch(each -> each.pattern.needsCommandLine()));
        Set<String> matching = new HashSet<>();
        if (process != null) {
            for (Tracked each : tracked.values()) {
                if (each.pattern.matches(process.name(), process.commandLine())) {
                    matching.add(each.process.name());
                }
            }
        }
        return matching;
    }

    private void changed(Set<String> counted) {
        for (String name : counted) {
            Tracked each = tracked.get(name);
            if (each != null) {
                evaluate(each);
            }
        }
    }

    private void evaluate(Tracked each) {
        boolean before = each.quorum.good();
        ProcessQuorum.Step step =
                each.quorum.counted(each.process, table.count(each.process.name()));
        each.quorum = step.quorum();
        switch (step.timing()) {
            case NOTHING -> {}
            case DISARM -> cancelDelay(each);
            case ARM ->
                    each.delay =
                            loop.after(
                                    step.delay(),
                                    () -> {
                                        each.delay = null;
                                        each.quorum = each.quorum.delayOver();
                                        quorumChanged(each);
                                    });
        }
        if (each.quorum.good() != before) {
            quorumChanged(each);
        }
    }

    private void quorumChanged(Tracked each) {
        log.info(
                "Quorum {} for tracked process {}",
                each.quorum.good() ? "gained" : "lost",
                each.process.name());
        report(each);
    }

    private void report(Tracked each) {
        sink.changed(
                new ConditionKey(Kind.PROCESS, each.process.name()),
                each.quorum.good() ? Level.GOOD : Level.BAD);
    }

    private static void cancelDelay(Tracked each) {
        if (each.delay != null) {
            each.delay.cancel();
            each.delay = null;
        }
    }

    void close() {
        tracked.values().forEach(ProcessTracker::cancelDelay);
        tracked.clear();
        if (monitor != null) {
            monitor.close();
            monitor = null;
        }
        if (poll != null) {
            poll.cancel();
            poll = null;
        }
        if (scan != null) {
            scan.cancel();
            scan = null;
        }
        if (silence != null) {
            silence.cancel();
            silence = null;
        }
    }
}
