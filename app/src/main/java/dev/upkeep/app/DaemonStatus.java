package dev.upkeep.app;

import dev.upkeep.app.status.BfdSnapshot;
import dev.upkeep.app.status.DaemonSnapshot;
import dev.upkeep.app.status.GcSnapshot;
import dev.upkeep.app.status.InstanceSnapshots;
import dev.upkeep.app.status.LateSnapshot;
import dev.upkeep.app.status.LoopSnapshot;
import dev.upkeep.app.status.ReloadSnapshot;
import dev.upkeep.app.status.ServiceSnapshots;
import dev.upkeep.bfd.io.BfdService;
import dev.upkeep.bfd.io.SessionStatus;
import dev.upkeep.checkers.service.CheckerService;
import dev.upkeep.checkers.service.CheckerStatus;
import dev.upkeep.config.syntax.RealSystem;
import dev.upkeep.lbaas.haproxy.HaproxyProxies;
import dev.upkeep.netlink.loop.Lateness;
import dev.upkeep.netlink.loop.LatenessCause;
import dev.upkeep.netlink.process.Threads;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.io.VrrpService;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks the parts of the daemon what they do and puts the answers together: each answers by a
/// message on its own thread, and nobody waits for another. Any thread.
///
/// @param configuration the file of the command line
/// @param parts those that run now
/// @param reload what came of the last reload, null before the first
record DaemonStatus(
        String configuration,
        Instant started,
        Supplier<Parts> parts,
        Supplier<@Nullable ReloadSnapshot> reload) {

    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    /// The parts that run; null for one that does not.
    ///
    /// @param haproxy directory of the HAProxy processes that the status shows
    record Parts(
            @Nullable VrrpService vrrp,
            @Nullable CheckerService checkers,
            @Nullable BfdService bfd,
            @Nullable String haproxy) {}

    /// Returns what the daemon does now.
    CompletableFuture<DaemonSnapshot> ask() {
        Parts running = parts.get();
        CompletableFuture<List<InstanceStatus>> instances =
                running.vrrp == null
                        ? CompletableFuture.completedFuture(List.of())
                        : running.vrrp.status();
        CompletableFuture<@Nullable CheckerStatus> checkers =
                running.checkers == null
                        ? CompletableFuture.completedFuture(null)
                        : running.checkers.status().thenApply(status -> status);
        CompletableFuture<List<SessionStatus>> bfd =
                running.bfd == null
                        ? CompletableFuture.completedFuture(List.of())
                        : running.bfd.status();
        return CompletableFuture.allOf(instances, checkers, bfd)
                .thenApplyAsync(
                        _ -> together(running, instances.join(), checkers.join(), bfd.join()),
                        Threads::runAside);
    }

    private DaemonSnapshot together(
            Parts running,
            List<InstanceStatus> instances,
            @Nullable CheckerStatus checkers,
            List<SessionStatus> bfd) {
        return new DaemonSnapshot(
                Instant.now().toString(),
                Main.RELEASE,
                new RealSystem().hostName(),
                ProcessHandle.current().pid(),
                started.toString(),
                configuration,
                instances.stream().map(InstanceSnapshots::of).toList(),
                InstanceSnapshots.tracked(instances),
                checkers == null
                        ? List.of()
                        : checkers.pools().stream().map(ServiceSnapshots::of).toList(),
                running.haproxy == null ? List.of() : HaproxyProxies.in(Path.of(running.haproxy)),
                bfd.stream().map(DaemonStatus::session).toList(),
                loops(running),
                checkers == null ? null : ServiceSnapshots.of(checkers.reconcile()),
                collectors(),
                reload.get());
    }

    private static BfdSnapshot session(SessionStatus status) {
        var variables = status.variables();
        var statistics = status.statistics();
        return new BfdSnapshot(
                status.instance().name(),
                status.instance().neighbor().toString(),
                variables.state().toString(),
                variables.remote().state().toString(),
                variables.local().diagnostic().toString(),
                statistics.sent(),
                statistics.received(),
                statistics.rejected(),
                statistics.downs());
    }

    private static List<LoopSnapshot> loops(Parts running) {
        Map<String, Lateness> all = new TreeMap<>();
        if (running.vrrp != null) {
            all.put("vrrp", running.vrrp.lateness());
        }
        if (running.checkers != null) {
            all.put("checks", running.checkers.lateness());
        }
        if (running.bfd != null) {
            all.put("bfd", running.bfd.lateness());
        }
        List<LoopSnapshot> loops = new ArrayList<>();
        all.forEach((name, lateness) ->
                loops.add(
                        new LoopSnapshot(
                                name,
                                lateness.timers(),
                                lateness.worstNanos() / NANOS,
                                lateness.sumNanos() / NANOS,
                                lateness.counts(),
                                late(lateness))));
        return loops;
    }

    private static List<LateSnapshot> late(Lateness lateness) {
        List<LateSnapshot> all = new ArrayList<>();
        for (LatenessCause cause : LatenessCause.values()) {
            List<Long> counts = lateness.counts(cause);
            long timers = counts.stream().mapToLong(Long::longValue).sum();
            if (timers > 0) {
                all.add(
                        new LateSnapshot(
                                cause.label(), timers, lateness.sumNanos(cause) / NANOS, counts));
            }
        }
        return all;
    }

    private static List<GcSnapshot> collectors() {
        List<GcSnapshot> all = new ArrayList<>();
        for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
            all.add(
                    new GcSnapshot(
                            each.getName(),
                            Math.max(0, each.getCollectionCount()),
                            Math.max(0, each.getCollectionTime()) / MILLIS));
        }
        return all;
    }
}
