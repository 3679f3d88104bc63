package dev.upkeep.checkers.service;

import dev.upkeep.checkers.ServerEvent.Cause;
import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.admin.CheckStatus;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerRow;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.check.CheckNames;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.plan.PoolTransition;
import dev.upkeep.checkers.pool.AddressQuorums;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolEvent;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.checkers.pool.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.checkers.reconcile.IpvsUpdates;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.TrackFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// The virtual services that run: their pools, their checks, and what the kernel should have of
/// them. Every change goes to the kernel first; checks are scheduled next; logs and hooks come
/// last, each behind a fence. Belongs to the thread of the checks.
final class ServiceRegistry {

    private final HealthEventPublisher events;
    private final CheckScheduler scheduler;
    private final DesiredStatePublisher kernel;
    private final ServedAddressPublisher served;
    private final PassiveChecks passive;
    private final DrainWatch drains;
    private final SlowStart slowStart;
    private @Nullable PoolTransition last;
    private Map<PoolKey, PoolRun> services = new LinkedHashMap<>();

    /// Services that a reload removed and whose servers finish their connections.
    private final Map<PoolKey, PoolRun> draining = new LinkedHashMap<>();

    /// The events of the start, published when the kernel has been asked for the table.
    private Map<PoolRun, List<PoolEvent>> startEvents = Map.of();

    private boolean serviceDrained;

    ServiceRegistry(
            CheckScheduler.Resources resources,
            IpvsUpdates updates,
            HealthEventPublisher events,
            ServedAddressPublisher served,
            Logger log) {
        this.events = events;
        this.scheduler = new CheckScheduler(resources, this::judged, events);
        this.served = served;
        this.kernel = new DesiredStatePublisher(resources.loop(), updates, served::changed, log);
        this.slowStart = new SlowStart(resources.loop(), kernel::changed);
        this.passive = new PassiveChecks(this::begun, this::changed, events);
        this.drains = new DrainWatch(resources.loop(), updates, this::drained, log);
    }

    /// Prepares every pool. [#begin] follows when the kernel has been asked for the table.
    ///
    /// @param adminStates those of an earlier run
    /// @return what the kernel should have
    DesiredState start(BalancerConfiguration configuration, AdminStates adminStates) {
        PoolTransition start = PoolTransition.ofStart(configuration, adminStates);
        last = start;
        Map<PoolRun, List<PoolEvent>> toPublish = new LinkedHashMap<>();
        services = new LinkedHashMap<>();
        start.services()
                .forEach((key, step) -> {
                    PoolRun run = new PoolRun(step.pool());
                    services.put(key, run);
                    toPublish.put(run, step.events());
                });
        startEvents = toPublish;
        configureChecks(configuration);
        DesiredState desired = start.desired();
        kernel.hold(desired);
        served.configure(quorums(configuration));
        events.repeatedServices(start.repeated());
        start.pools().forEach(events::restoredAdminStates);
        return desired;
    }

    /// Schedules the checks and publishes the initial quorum of every pool, once. It waits for the
    /// kernel's table because thousands of log lines would delay it, and because a script that
    /// hears of a quorum may count on the service.
    void begin() {
        Map<PoolRun, List<PoolEvent>> toPublish = startEvents;
        if (toPublish.isEmpty()) {
            return;
        }
        startEvents = Map.of();
        served.changed();
        toPublish.keySet().forEach(run -> scheduler.start(run, null));
        drains.watch(toPublish.keySet());
        toPublish.forEach((run, list) -> events.publish(run.pool(), list, Cause.START, ""));
    }

    private void configureChecks(BalancerConfiguration configuration) {
        scheduler.shareProbes(configuration.lvs().checkers().shareProbes());
        events.logLevel(configuration.lvs().checkers().logLevel());
    }

    private Collection<PoolRun> begun() {
        begin();
        return services.values();
    }

    /// Returns the transition to another configuration; changes nothing.
    PoolTransition transition(BalancerConfiguration next) {
        return PoolTransition.ofReload(
                next, last().keys().marks(), pools(services), pools(draining));
    }

    /// Returns the configuration that runs, with its keys.
    private PoolTransition last() {
        return Objects.requireNonNull(last, "not started");
    }

    private static Map<PoolKey, Pool> pools(Map<PoolKey, PoolRun> runs) {
        Map<PoolKey, Pool> pools = new LinkedHashMap<>();
        runs.forEach((key, run) -> pools.put(key, run.pool()));
        return pools;
    }

    /// Changes to another configuration. Services that mean the same go on untouched.
    ///
    /// @param applied runs when the kernel has been asked for everything that changes
    void reload(BalancerConfiguration next, Runnable applied) {
        begin();
        PoolTransition reload = transition(next);
        Map<PoolKey, PoolRun> before = services;
        Map<PoolKey, PoolRun> drainingBefore = Map.copyOf(draining);
        last = reload;
        configureChecks(next);
        services = new LinkedHashMap<>();
        reload.services()
                .forEach((key, step) ->
                        services.put(
                                key,
                                step.unchanged()
                                        ? Objects.requireNonNull(before.get(key))
                                        : new PoolRun(step.pool())));
        draining.clear();
        reload.draining().forEach((key, pool) -> draining.put(key, run(pool, drainingBefore)));
        served.configure(quorums(next));
        replaceTable(applied);
        served.changed();
        reload.removed().forEach(pool -> Objects.requireNonNull(before.get(pool.key())).cancel());
        reload.services()
                .forEach((key, step) -> {
                    if (!step.unchanged()) {
                        scheduler.start(Objects.requireNonNull(services.get(key)), before.get(key));
                    }
                });
        drains.watch(allRuns());
        slowStart.retain(pools());
        publish(reload);
    }

    private static PoolRun run(Pool pool, Map<PoolKey, PoolRun> known) {
        PoolRun same = known.get(pool.key());
        return same != null && same.pool() == pool ? same : new PoolRun(pool);
    }

    private void publish(PoolTransition reload) {
        events.repeatedServices(reload.repeated());
        reload.removed().forEach(events::serviceRemoved);
        reload.services()
                .values()
                .forEach(step -> events.publish(step.pool(), step.events(), Cause.RELOAD, ""));
    }

    private AddressQuorums quorums(BalancerConfiguration configuration) {
        return AddressQuorums.of(
                configuration.quorumAddresses(),
                services.values().stream().map(PoolRun::pool).toList(),
                configuration.groups());
    }

    /// Returns the runs of the configuration, then those of services that a reload removed.
    private List<PoolRun> allRuns() {
        List<PoolRun> all = new ArrayList<>(services.values());
        all.addAll(draining.values());
        return all;
    }

    /// Returns the pools of the configuration, then those of services that a reload removed.
    List<Pool> pools() {
        return allRuns().stream().map(PoolRun::pool).toList();
    }

    /// Changes the administrative state of a server.
    ///
    /// @param pool one of the configuration
    void setAdminState(Pool pool, int server, AdminState adminState) {
        begin();
        List<PoolEvent> changes = pool.setAdminState(server, adminState);
        kernel.changed(pool);
        drains.watch(allRuns());
        events.adminStateChanged(pool, server, adminState);
        events.publish(pool, changes, Cause.OPERATOR, "Changed by the operator");
    }

    /// Sets the weight of a server that stands for the configured one.
    ///
    /// @param pool one of the configuration
    /// @param weight null for the configured one
    void setWeight(Pool pool, int server, @Nullable Integer weight) {
        begin();
        List<PoolEvent> changes = pool.setWeight(server, weight);
        kernel.changed(pool);
        events.operatorWeight(pool, server, weight);
        events.publish(pool, changes, Cause.OPERATOR, "Changed by the operator");
    }

    private void replaceTable(Runnable applied) {
        kernel.replace(DesiredState.of(last().configuration(), last().keys(), pools()), applied);
    }

    /// A server finished its connections. A removed service goes with its last one; then the whole
    /// table is compared anew, once for all that end in this round of the loop, so that the service
    /// is no longer ours either.
    private void drained(PoolRun run) {
        PoolKey key = run.pool().key();
        if (draining.get(key) != run || !run.pool().draining().isEmpty()) {
            kernel.changed(run.pool());
            return;
        }
        draining.remove(key);
        if (!serviceDrained) {
            serviceDrained = true;
            scheduler
                    .loop()
                    .execute(() -> {
                        serviceDrained = false;
                        replaceTable(() -> {});
                    });
        }
    }

    /// Ends all checks. Hooks of services with `omega` are called as keepalived does it: for
    /// servers that leave the table, and for the quorum, even one that was lost already.
    ///
    /// @param serverByServer whether the servers leave the table one by one, with an event each
    void stop(boolean serverByServer) {
        services.values().forEach(PoolRun::cancel);
        if (serverByServer) {
            services.values().forEach(run -> events.stopping(run.pool()));
        }
    }

    /// Returns the servers of a pool, with the virtual servers that share their checks.
    List<ServerRow> rows(Pool pool) {
        List<ServerRow> rows = new ArrayList<>(ServerRow.of(pool));
        PoolRun run = services.get(pool.key());
        if (run != null && run.pool() == pool) {
            for (int i = 0; i < run.tasks().size(); i++) {
                rows.set(i, rows.get(i).sharedWith(run.sharers(i)));
            }
        }
        return rows;
    }

    /// Returns the status of the checks of some virtual servers.
    List<CheckStatus> checks(Collection<Pool> of) {
        List<CheckStatus> found = new ArrayList<>();
        for (Pool pool : of) {
            PoolRun run = services.get(pool.key());
            if (run != null && run.pool() == pool) {
                found.addAll(checks(run));
            }
        }
        return found;
    }

    private static List<CheckStatus> checks(PoolRun run) {
        List<CheckStatus> found = new ArrayList<>();
        Pool pool = run.pool();
        for (int i = 0; i < pool.members().size(); i++) {
            RealServer server = pool.members().get(i);
            for (int j = 0; j < server.checkers().size(); j++) {
                CheckTask task = run.tasks().isEmpty() ? null : run.tasks().get(i).get(j);
                found.add(
                        new CheckStatus(
                                ServiceName.of(pool),
                                ServerName.of(server.endpoint()),
                                CheckNames.of(server.checkers().get(j)),
                                pool.checkState(i, j).up(),
                                task == null ? null : task.certificateExpires(),
                                task == null ? List.of() : task.results()));
            }
        }
        return found;
    }

    CheckScheduler scheduler() {
        return scheduler;
    }

    /// Returns the checks that are driven by track files or BFD sessions.
    PassiveChecks passiveChecks() {
        return passive;
    }

    /// Returns the track files that some check uses.
    List<TrackFile> usedFiles() {
        return PassiveChecks.usedFiles(last().configuration());
    }

    /// Returns whether some service depends on the addresses of this machine.
    boolean followsAddresses() {
        return last().configuration().services().stream().anyMatch(s -> s.policy().haSuspend());
    }

    private void judged(
            CheckTask task,
            ProbeResult result,
            Duration took,
            CheckState before,
            Verdict.Step step) {
        boolean changes = !step.state().equals(before);
        if (!changes && result instanceof ProbeResult.Passed && before.judged()) {
            events.attempt(task, result, took);
            return; // the usual case
        }
        Pool pool = task.run().pool();
        List<PoolEvent> list =
                changes ? pool.check(task.server(), task.check(), step.state()) : List.of();
        if (!list.isEmpty()) {
            kernel.changed(pool);
            slowStart.follow(pool, list);
        }
        events.result(task, result, took, before, step);
        if (changes) {
            events.checkResult(task, result, before.up() != step.state().up(), list);
        }
    }

    private void changed(PoolRun run, List<PoolEvent> list, String detail) {
        if (!list.isEmpty()) {
            kernel.changed(run.pool());
            events.publish(run.pool(), list, Cause.CHECK, detail);
        }
    }
}
