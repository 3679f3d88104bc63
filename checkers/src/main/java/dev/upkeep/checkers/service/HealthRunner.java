package dev.upkeep.checkers.service;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.ServerEvent.Cause;
import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.check.Attempts;
import dev.upkeep.checkers.check.CheckMessages;
import dev.upkeep.checkers.check.ProbeLimiter;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.nft.FilterPlan;
import dev.upkeep.checkers.nft.GeneratedMarks;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolEvent;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.checkers.pool.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.checkers.reconcile.IpvsUpdates;
import dev.upkeep.checkers.table.DesiredTable;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.TrackFile;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.loop.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Runs the checks of a configuration and derives from their results what the kernel ought to have.
/// Belongs to the thread of the checks.
final class HealthRunner implements CheckTask.CheckContext {

    private final EventLoop loop;
    private final Attempts attempts;
    private final HealthEventPublisher announcer;
    private final ProbeLimiter slots;
    private final RandomGenerator random;
    private final Logger log;
    private BalancerConfiguration configuration;
    private ServiceKeys keys;
    private Map<PoolKey, PoolRun> runs = new LinkedHashMap<>();

    /// Services that a reload removed and whose servers finish their connections.
    private final Map<PoolKey, PoolRun> departing = new LinkedHashMap<>();

    private final DesiredStatePublisher feed;
    private final PassiveChecks told;
    private final DrainWatch drains;
    private boolean departed;

    /// What is to be told of each pool at the beginning; empty once it was.
    private final Map<PoolRun, List<PoolEvent>> openings = new LinkedHashMap<>();

    private final Set<IpAddress> presentAddresses = new HashSet<>();

    HealthRunner(
            EventLoop loop,
            Attempts attempts,
            IpvsUpdates sink,
            CheckerHooks hooks,
            ProbeLimiter slots,
            RandomGenerator random,
            BalancerConfiguration configuration,
            Logger log) {
        this.loop = loop;
        this.attempts = attempts;
        this.announcer = new HealthEventPublisher(hooks, log);
        this.slots = slots;
        this.random = random;
        this.configuration = configuration;
        this.keys = ServiceKeys.of(configuration, GeneratedMarks.NONE);
        this.log = log;
        this.feed = new DesiredStatePublisher(loop, sink, log);
        this.told = new PassiveChecks(this::begun, this::changed, announcer, log);
        this.drains = new DrainWatch(loop, sink, this::drained, log);
    }

    /// Prepares every pool. [#begin] is to follow when the kernel was asked for the table.
    ///
    /// @param wishes what the operator asked for before; those of servers that are gone do not
    ///   count
    /// @return the table to start with
    IpvsTable start(AdminStates wishes) {
        DesiredTable.pools(index(configuration.services()), keys)
                .forEach((key, pool) -> runs.put(key, new PoolRun(pool)));
        boolean initialNotifies = configuration.lvs().initialNotifies();
        for (PoolRun run : runs.values()) {
            recall(run.pool(), wishes);
            openings.put(run, run.pool().begin(initialNotifies));
        }
        return table();
    }

    private void recall(Pool pool, AdminStates wishes) {
        for (int i = 0; i < pool.members().size(); i++) {
            RealServer server = pool.members().get(i);
            AdminState wish = wishes.of(pool, server);
            if (wish != AdminState.ENABLED) {
                log.info("{}, as before", PoolMessages.administrative(pool, server, wish));
                pool.recall(i, wish);
            }
        }
    }

    /// Begins, once: tells the initial quorum of every pool and schedules the checks. It waits for
    /// the kernel's table because thousands of lines would take its time away, and because a script
    /// that hears of a quorum may count on the service.
    void begin() {
        if (!openings.isEmpty()) {
            Map<PoolRun, List<PoolEvent>> fresh = new LinkedHashMap<>(openings);
            openings.clear();
            fresh.forEach((run, events) -> announcer.tell(run.pool(), events, Cause.START, ""));
            fresh.keySet().forEach(run -> schedule(run.adopt(this, null)));
            drains.watch(fresh.keySet());
        }
    }

    private Collection<PoolRun> begun() {
        begin();
        return runs.values();
    }

    /// Changes to another configuration. Services that mean the same go on untouched.
    void reload(BalancerConfiguration next, Runnable applied) {
        begin();
        Map<PoolKey, PoolRun> before = runs;
        configuration = next;
        keys = ServiceKeys.of(next, keys.marks());
        runs = new LinkedHashMap<>();
        Map<PoolKey, VirtualServer> wanted = index(next.services());
        before.forEach((key, run) -> {
            if (!wanted.containsKey(key)) {
                remove(run);
            }
        });
        wanted.forEach((key, service) -> {
            PoolRun old = before.get(key);
            boolean same =
                    old != null
                            && old.pool().service().equals(service)
                            && old.pool().kernelKeys().equals(keys.of(key, service));
            PoolRun last = old == null ? departing.remove(key) : old;
            runs.put(key, same ? old : succeed(key, service, last));
        });
        replaceTable(applied);
        drains.watch(allRuns());
    }

    /// Those of the configuration, then those of services that a reload removed.
    private List<PoolRun> allRuns() {
        List<PoolRun> all = new ArrayList<>(runs.values());
        all.addAll(departing.values());
        return all;
    }

    /// The pools of the configuration, then those of services that a reload removed.
    List<Pool> pools() {
        return allRuns().stream().map(PoolRun::pool).toList();
    }

    /// Takes what the operator asked for.
    ///
    /// @param pool one of the configuration
    void administrative(Pool pool, int server, AdminState wish) {
        begin();
        PoolRun run = Objects.requireNonNull(runs.get(pool.key()), "pool");
        log.info(PoolMessages.administrative(pool, pool.members().get(server), wish));
        announcer.tell(
                pool, pool.administrative(server, wish), Cause.OPERATOR, "Changed by the operator");
        feed.touched(run);
        drains.watch(allRuns());
    }

    private void replaceTable(Runnable applied) {
        FilterPlan plan = plan();
        feed.replace(table(), owned(plan), plan, applied);
    }

    private PoolRun succeed(PoolKey key, VirtualServer service, @Nullable PoolRun old) {
        Pool pool = Pool.fresh(key, service, keys.of(key, service));
        PoolRun run = new PoolRun(pool);
        if (old == null) {
            announcer.tell(pool, pool.begin(false), Cause.RELOAD, "");
        } else {
            announcer.tell(pool, pool.succeed(old.pool()), Cause.RELOAD, "");
        }
        schedule(run.adopt(this, old));
        return run;
    }

    private void remove(PoolRun run) {
        Pool pool = run.pool();
        run.cancel();
        log.info(
                pool.service().address() instanceof ServiceAddress.Group(var name)
                        ? "Removing Virtual Server Group [" + name + "]"
                        : "Removing Virtual Server " + pool.key());
        announcer.tell(pool, pool.end(), Cause.RELOAD, "");
        if (pool.quorumUp()) {
            announcer.quorumGone(pool, Cause.RELOAD);
        }
        Pool rest = pool.departing();
        if (rest != null) {
            departing.put(rest.key(), new PoolRun(rest));
        }
    }

    /// A server finished its connections. A removed service goes with its last one; then the whole
    /// table is looked at anew, once for all that end in this round of the loop, so that the
    /// service is no longer ours either.
    private void drained(PoolRun run) {
        PoolKey key = run.pool().key();
        if (departing.get(key) != run || !run.pool().leaving().isEmpty()) {
            feed.touched(run);
            return;
        }
        departing.remove(key);
        if (!departed) {
            departed = true;
            loop.execute(() -> {
                departed = false;
                replaceTable(() -> {});
            });
        }
    }

    /// The services by identity; says which ones repeat an earlier one.
    private Map<PoolKey, VirtualServer> index(List<VirtualServer> services) {
        List<VirtualServer> repeated = new ArrayList<>();
        Map<PoolKey, VirtualServer> indexed = PoolKey.index(services, repeated);
        for (VirtualServer service : repeated) {
            log.warn(
                    "Virtual server {} is configured twice; the first one counts",
                    service.address());
        }
        return indexed;
    }

    private void schedule(List<CheckTask> fresh) {
        for (CheckTask task : fresh) {
            rests(task, false);
            task.schedule(Verdict.firstDelay(task.timing(), random.nextDouble()));
        }
    }

    /// The entries that the configuration names, and those that still drain.
    ///
    /// @param plan with the tables of nftables that are ours
    Ownership owned(FilterPlan plan) {
        return Ownership.by(pools())
                .withTables(plan.tables())
                .withSyncDaemons(configuration.lvs().syncDaemon() != null);
    }

    /// What the configuration wants of nftables.
    FilterPlan plan() {
        return FilterPlan.of(configuration, keys);
    }

    /// Ends all checks; services with `omega` are told down, as keepalived does it: servers that
    /// leave the table, and the quorum, even one that was lost already.
    ///
    /// @param serverByServer whether the servers leave the table one by one, and are told so
    void stop(boolean serverByServer) {
        for (PoolRun run : runs.values()) {
            run.cancel();
            Pool pool = run.pool();
            List<RealServer> servers = pool.service().realServers();
            boolean omega = pool.service().policy().omega();
            for (int i = 0; serverByServer && i < servers.size(); i++) {
                log.info(PoolMessages.shuttingDown(pool, i));
                if (omega && pool.state(i).serves() && !pool.sorryServes()) {
                    announcer.serverChanged(
                            pool, servers.get(i), false, Cause.STOP, "Shutting down");
                }
            }
            if (serverByServer && omega) {
                announcer.quorumGone(pool, Cause.STOP);
            }
        }
    }

    private IpvsTable table() {
        return feed.table(runs.values(), departing.values());
    }

    /// Says whether an address is on this machine (`ha_suspend`).
    void addressPresent(IpAddress address, boolean present) {
        if (present) {
            presentAddresses.add(address);
        } else {
            presentAddresses.remove(address);
        }
    }

    /// Those of the checks that others tell their results.
    PassiveChecks told() {
        return told;
    }

    private void changed(PoolRun run, List<PoolEvent> events, String detail) {
        if (!events.isEmpty()) {
            announcer.tell(run.pool(), events, Cause.CHECK, detail);
            feed.touched(run);
        }
    }

    /// The track files that some check uses.
    List<TrackFile> usedFiles() {
        return PassiveChecks.usedFiles(configuration);
    }

    /// Whether some service wants to know of addresses.
    boolean followsAddresses() {
        return configuration.services().stream().anyMatch(s -> s.policy().haSuspend());
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public ProbeLimiter slots() {
        return slots;
    }

    @Override
    public Attempts attempts() {
        return attempts;
    }

    @Override
    public boolean suspended(PoolRun run) {
        VirtualServer service = run.pool().service();
        return service.policy().haSuspend()
                && service.address() instanceof ServiceAddress.Address(var endpoint)
                && !presentAddresses.contains(endpoint.address());
    }

    @Override
    public void rests(CheckTask task, boolean now) {
        Pool pool = task.run().pool();
        RealServer server = pool.service().realServers().get(task.server());
        log.info(
                "{} healthchecker for service {} for VS {}",
                now ? "Suspending" : "Activating",
                PoolKey.serverName(pool.service(), server.endpoint()),
                pool.key());
    }

    @Override
    public void judged(CheckTask task, ProbeResult result, CheckState before, Verdict.Step step) {
        PoolRun run = task.run();
        Pool pool = run.pool();
        RealServer server = pool.service().realServers().get(task.server());
        CheckMessages text = new CheckMessages(task.checker(), pool.service(), pool.key(), server);
        announcer.result(task, text, result, before, step);
        if (step.state().equals(before)) {
            return;
        }
        List<PoolEvent> events = pool.check(task.server(), task.check(), step.state());
        boolean up = step.state().up();
        String detail = up ? text.mailUp() : text.mailDown(reason(result));
        changed(run, events, detail);
        if (up != before.up()) {
            announcer.checkChanged(pool, task.server(), events, detail);
        }
    }

    private static String reason(ProbeResult result) {
        return switch (result) {
            case ProbeResult.Passed _ -> "";
            case ProbeResult.Failed(String detail) -> detail;
            case ProbeResult.Unjudged(String detail) -> detail;
        };
    }
}
