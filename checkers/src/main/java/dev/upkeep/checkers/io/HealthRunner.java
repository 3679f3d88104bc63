package dev.upkeep.checkers.io;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.ServerEvent.Cause;
import dev.upkeep.checkers.machine.BalancerConfiguration;
import dev.upkeep.checkers.machine.CheckState;
import dev.upkeep.checkers.machine.DesiredTable;
import dev.upkeep.checkers.machine.FileVerdict;
import dev.upkeep.checkers.machine.FilterPlan;
import dev.upkeep.checkers.machine.GeneratedMarks;
import dev.upkeep.checkers.machine.Owned;
import dev.upkeep.checkers.machine.Pool;
import dev.upkeep.checkers.machine.PoolEvent;
import dev.upkeep.checkers.machine.PoolKey;
import dev.upkeep.checkers.machine.ServerState.Administrative;
import dev.upkeep.checkers.machine.ServiceKeys;
import dev.upkeep.checkers.machine.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.TrackFile;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.io.EventLoop;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Runs the checks of a configuration and derives from their results what the kernel ought to have.
/// Belongs to the thread of the checks.
final class HealthRunner implements CheckTask.Home {

    private final EventLoop loop;
    private final Attempts attempts;
    private final TableSink sink;
    private final Announcer announcer;
    private final Slots slots;
    private final RandomGenerator random;
    private final Logger log;
    private BalancerConfiguration configuration;
    private ServiceKeys keys;
    private Map<PoolKey, PoolRun> runs = new LinkedHashMap<>();

    /// Services that a reload removed and whose servers finish their connections.
    private final Map<PoolKey, PoolRun> departing = new LinkedHashMap<>();

    private final Map<ServiceKey, PoolRun> holders = new HashMap<>();
    private final Set<PoolRun> changed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final DrainWatch drains;
    private boolean departed;
    private final Set<IpAddress> presentAddresses = new HashSet<>();

    HealthRunner(
            EventLoop loop,
            Attempts attempts,
            TableSink sink,
            CheckerHooks hooks,
            Slots slots,
            RandomGenerator random,
            BalancerConfiguration configuration,
            Logger log) {
        this.loop = loop;
        this.attempts = attempts;
        this.sink = sink;
        this.announcer = new Announcer(hooks, log);
        this.slots = slots;
        this.random = random;
        this.configuration = configuration;
        this.keys = ServiceKeys.of(configuration, GeneratedMarks.NONE);
        this.log = log;
        this.drains = new DrainWatch(loop, sink, this::drained, log);
    }

    /// Begins: tells the initial quorum and schedules every check.
    ///
    /// @return the table to start with
    IpvsTable start() {
        DesiredTable.pools(index(configuration.services()), keys)
                .forEach((key, pool) -> runs.put(key, new PoolRun(pool)));
        for (PoolRun run : runs.values()) {
            boolean initialNotifies = configuration.lvs().initialNotifies();
            announcer.tell(run.pool(), run.pool().begin(initialNotifies), Cause.START, "");
        }
        runs.values().forEach(run -> schedule(run.adopt(this, null)));
        return table();
    }

    /// Changes to another configuration. Services that mean the same go on untouched.
    void reload(BalancerConfiguration next, Runnable applied) {
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
        changed.clear();
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
    void administrative(Pool pool, int server, Administrative wish) {
        PoolRun run = Objects.requireNonNull(runs.get(pool.key()), "pool");
        log.info(PoolText.administrative(pool, pool.members().get(server), wish));
        announcer.tell(
                pool, pool.administrative(server, wish), Cause.OPERATOR, "Changed by the operator");
        touched(run);
        drains.watch(allRuns());
    }

    private void replaceTable(Runnable applied) {
        FilterPlan plan = plan();
        sink.replace(table(), owned(plan), plan, applied);
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
            touched(run);
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
            Pool pool = task.run().pool();
            RealServer server = pool.service().realServers().get(task.server());
            log.info(
                    "Activating healthchecker for service {} for VS {}",
                    PoolKey.serverName(pool.service(), server.endpoint()),
                    pool.key());
            task.schedule(Verdict.firstDelay(task.timing(), random.nextDouble()));
        }
    }

    /// The entries that the configuration names, and those that still drain.
    ///
    /// @param plan with the tables of nftables that are ours
    Owned owned(FilterPlan plan) {
        return Owned.by(pools())
                .withTables(plan.tables())
                .withSyncDaemons(configuration.lvs().syncDaemon() != null);
    }

    /// What the configuration wants of nftables.
    FilterPlan plan() {
        return FilterPlan.of(configuration, keys);
    }

    /// Ends all checks; services with `omega` are told down.
    ///
    /// @param serverByServer whether the servers leave the table one by one, and are told so
    void stop(boolean serverByServer) {
        for (PoolRun run : runs.values()) {
            run.cancel();
            Pool pool = run.pool();
            List<RealServer> servers = pool.service().realServers();
            boolean omega = pool.service().policy().omega();
            for (int i = 0; serverByServer && i < servers.size(); i++) {
                log.info(PoolText.shuttingDown(pool, i));
                if (omega && pool.state(i).serves()) {
                    announcer.serverChanged(
                            pool, servers.get(i), false, Cause.STOP, "Shutting down");
                }
            }
            if (serverByServer && omega && pool.quorumUp()) {
                announcer.quorumGone(pool, Cause.STOP);
            }
        }
    }

    /// The table as it ought to be now. Remembers which pool has which service of the kernel.
    private IpvsTable table() {
        holders.clear();
        Map<ServiceKey, Entry> entries = new LinkedHashMap<>();
        for (PoolRun run : runs.values()) {
            for (Entry entry : run.pool().entries()) {
                ServiceKey key = entry.service().key();
                if (holders.putIfAbsent(key, run) == null) {
                    entries.put(key, entry);
                } else {
                    log.warn(
                            "Service {} of VS {} belongs to another virtual server already",
                            RequestText.of(key),
                            run.pool().key());
                }
            }
        }
        for (PoolRun run : departing.values()) {
            for (Entry entry : run.pool().entries()) {
                ServiceKey key = entry.service().key();
                if (holders.putIfAbsent(key, run) == null) {
                    entries.put(key, entry);
                }
            }
        }
        return new IpvsTable(entries);
    }

    /// Hands the entries of changed pools on, once for all results of this round of the loop.
    private void flush() {
        Map<ServiceKey, Optional<Entry>> changes = new LinkedHashMap<>();
        for (PoolRun run : changed) {
            for (Entry entry : run.pool().entries()) {
                if (holders.get(entry.service().key()) == run) {
                    changes.put(entry.service().key(), Optional.of(entry));
                }
            }
        }
        changed.clear();
        if (!changes.isEmpty()) {
            sink.change(changes);
        }
    }

    /// A pool's entries are others than before.
    void touched(PoolRun run) {
        if (changed.isEmpty()) {
            loop.execute(this::flush);
        }
        changed.add(run);
    }

    /// Says whether an address is on this machine (`ha_suspend`).
    void addressPresent(IpAddress address, boolean present) {
        if (present) {
            presentAddresses.add(address);
        } else {
            presentAddresses.remove(address);
        }
    }

    /// Takes the number in a track file (`FILE_CHECK`).
    void fileValue(String file, int value) {
        for (PoolRun run : runs.values()) {
            List<RealServer> servers = run.pool().service().realServers();
            for (int i = 0; i < servers.size(); i++) {
                List<Checker> checkers = servers.get(i).checkers();
                for (int j = 0; j < checkers.size(); j++) {
                    if (checkers.get(j) instanceof Checker.FileWeight check
                            && check.trackFile().equals(file)) {
                        told(run, i, j, FileVerdict.state(check, value));
                        added(run, i, FileVerdict.weight(check, value));
                    }
                }
            }
        }
    }

    /// Takes the state of a BFD session (`BFD_CHECK`).
    void bfdState(String session, boolean up) {
        for (PoolRun run : runs.values()) {
            List<RealServer> servers = run.pool().service().realServers();
            for (int i = 0; i < servers.size(); i++) {
                List<Checker> checkers = servers.get(i).checkers();
                for (int j = 0; j < checkers.size(); j++) {
                    if (checkers.get(j) instanceof Checker.Bfd check
                            && check.bfdInstance().equals(session)) {
                        told(run, i, j, new CheckState(up, true, 0, 0, false, null));
                    }
                }
            }
        }
    }

    private void told(PoolRun run, int server, int check, CheckState state) {
        Pool pool = run.pool();
        RealServer real = pool.service().realServers().get(server);
        boolean news = pool.checkState(server, check).up() != state.up();
        Checker checker = real.checkers().get(check);
        CheckText text = new CheckText(checker, pool.service(), pool.key(), real);
        if (news) {
            log.info(text.told(state.up()));
        }
        List<PoolEvent> events = pool.check(server, check, state);
        String detail = state.up() ? text.mailUp() : text.mailDown("");
        changed(run, events, detail);
        if (news) {
            announcer.checkChanged(pool, server, events, detail);
        }
    }

    private void added(PoolRun run, int server, long weight) {
        changed(run, run.pool().addedWeight(server, weight), "FILE CHECK changed the weight");
    }

    private void changed(PoolRun run, List<PoolEvent> events, String detail) {
        if (!events.isEmpty()) {
            announcer.tell(run.pool(), events, Cause.CHECK, detail);
            touched(run);
        }
    }

    /// The track files that some check uses.
    List<TrackFile> usedFiles() {
        Set<String> names = new HashSet<>();
        for (VirtualServer service : configuration.services()) {
            for (RealServer server : service.realServers()) {
                for (Checker checker : server.checkers()) {
                    if (checker instanceof Checker.FileWeight file) {
                        names.add(file.trackFile());
                    }
                }
            }
        }
        return configuration.trackFiles().stream().filter(f -> names.contains(f.name())).toList();
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
    public Slots slots() {
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
    public void judged(CheckTask task, ProbeResult result, CheckState before, Verdict.Step step) {
        PoolRun run = task.run();
        Pool pool = run.pool();
        RealServer server = pool.service().realServers().get(task.server());
        CheckText text = new CheckText(task.checker(), pool.service(), pool.key(), server);
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
