package dev.upkeep.checkers.io;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
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
import dev.upkeep.checkers.machine.ServiceKeys;
import dev.upkeep.checkers.machine.Verdict;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.TrackFile;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.io.EventLoop;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Runs the checks of a configuration and derives from their results what the kernel ought to have.
/// Belongs to the thread of the checks.
final class HealthRunner implements CheckTask.Home {

    private static final List<ServiceKey> NO_KEYS = List.of();

    private final EventLoop loop;
    private final Attempts attempts;
    private final TableSink sink;
    private final CheckerHooks hooks;
    private final Slots slots;
    private final RandomGenerator random;
    private final Logger log;
    private BalancerConfiguration configuration;
    private ServiceKeys keys;
    private Map<PoolKey, PoolRun> runs = new LinkedHashMap<>();
    private final Map<ServiceKey, PoolRun> holders = new HashMap<>();
    private final Set<PoolRun> changed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final DrainWatch drains;
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
        this.hooks = hooks;
        this.slots = slots;
        this.random = random;
        this.configuration = configuration;
        this.keys = ServiceKeys.of(configuration, GeneratedMarks.NONE);
        this.log = log;
        this.drains = new DrainWatch(loop, sink, this::touched, log);
    }

    /// Begins: tells the initial quorum and schedules every check.
    ///
    /// @return the table to start with
    IpvsTable start() {
        DesiredTable.pools(configuration, keys)
                .forEach((key, pool) -> runs.put(key, new PoolRun(pool)));
        tellDuplicates();
        for (PoolRun run : runs.values()) {
            boolean initialNotifies = configuration.lvs().initialNotifies();
            tell(run.pool(), run.pool().begin(initialNotifies), Cause.START, "");
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
        tellDuplicates();
        Map<PoolKey, VirtualServer> wanted = PoolKey.index(next.services());
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
            runs.put(key, same ? old : succeed(key, service, old));
        });
        changed.clear();
        sink.replace(table(), owned(), plan(), applied);
        drains.watch(runs.values());
    }

    private PoolRun succeed(PoolKey key, VirtualServer service, @Nullable PoolRun old) {
        Pool pool = Pool.fresh(key, service, keys.of(key, service));
        PoolRun run = new PoolRun(pool);
        if (old == null) {
            tell(pool, pool.begin(false), Cause.RELOAD, "");
        } else {
            tell(pool, pool.succeed(old.pool()), Cause.RELOAD, "");
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
        tell(pool, pool.end(), Cause.RELOAD, "");
        if (pool.quorumUp()) {
            quorumChanged(pool, false, Cause.RELOAD);
        }
    }

    private void tellDuplicates() {
        for (VirtualServer repeated : DesiredTable.duplicates(configuration)) {
            log.warn(
                    "Virtual server {} is configured twice; the first one counts",
                    repeated.address());
        }
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

    /// The entries that the configuration names.
    Owned owned() {
        Owned configured = Owned.by(configuration.services(), keys).withTables(plan().tables());
        Map<ServiceKey, Set<Endpoint>> leaving = new HashMap<>();
        for (PoolRun run : runs.values()) {
            for (ServiceKey key :
                    run.pool().leaving().isEmpty() ? NO_KEYS : run.pool().kernelKeys()) {
                leaving.put(key, run.pool().leaving());
            }
        }
        return leaving.isEmpty() ? configured : configured.and(new Owned(leaving));
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
                if (omega && pool.state(i).up()) {
                    serverChanged(pool, servers.get(i), false, Cause.STOP, "Shutting down");
                }
            }
            if (serverByServer && omega && pool.quorumUp()) {
                quorumChanged(pool, false, Cause.STOP);
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
        changed(run, pool.check(server, check, state), text.mail(state.up()));
    }

    private void added(PoolRun run, int server, long weight) {
        changed(run, run.pool().addedWeight(server, weight), "FILE CHECK changed the weight");
    }

    private void changed(PoolRun run, List<PoolEvent> events, String detail) {
        if (!events.isEmpty()) {
            tell(run.pool(), events, Cause.CHECK, detail);
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
        logResult(task, text, result, before, step);
        if (step.state().equals(before)) {
            return;
        }
        List<PoolEvent> events = pool.check(task.server(), task.check(), step.state());
        if (!events.isEmpty()) {
            tell(pool, events, Cause.CHECK, text.mail(step.state().up()));
            touched(run);
        }
    }

    private void logResult(
            CheckTask task,
            CheckText text,
            ProbeResult result,
            CheckState before,
            Verdict.Step step) {
        boolean news = step.decided() && (!before.judged() || before.up() != step.state().up());
        switch (result) {
            case ProbeResult.Passed passed -> {
                boolean stepwise = task.checker() instanceof Checker.Http;
                if (stepwise && (!before.up() || !before.judged())) {
                    log.info(text.step(passed, before.url()));
                }
                if (news) {
                    log.info(text.up(passed));
                }
            }
            case ProbeResult.Failed failed -> {
                if (task.timing().logAllFailures()) {
                    log.info(text.attempt(failed, before.url()));
                }
                if (news) {
                    log.info(text.down(failed, step, task.timing().retry()));
                }
            }
            case ProbeResult.Unjudged unjudged -> log.warn(text.unable(unjudged));
        }
    }

    private void tell(Pool pool, List<PoolEvent> events, Cause cause, String detail) {
        for (PoolEvent event : events) {
            if (event instanceof PoolEvent.ServerGone(var server, _) && cause == Cause.RELOAD) {
                log.info(PoolText.noLongerExists(pool.service(), server));
            }
            PoolText.of(pool, event).forEach(log::info);
            switch (event) {
                case PoolEvent.ServerUp(var server) ->
                        serverChanged(pool, server, true, cause, detail);
                case PoolEvent.ServerStartsUp(var server) ->
                        serverChanged(pool, server, true, cause, "Starting up");
                case PoolEvent.ServerDown(var server) ->
                        serverChanged(pool, server, false, cause, detail);
                case PoolEvent.ServerStaysDown(var server) ->
                        serverChanged(pool, server, false, cause, detail);
                case PoolEvent.ServerGone(var server, boolean wasUp) -> {
                    if (wasUp) {
                        serverChanged(pool, server, false, cause, "Removed by reload");
                    }
                }
                case PoolEvent.QuorumGained _ -> quorumChanged(pool, true, cause);
                case PoolEvent.QuorumLost _, PoolEvent.QuorumMissing _ ->
                        quorumChanged(pool, false, cause);
                case PoolEvent.WeightChanged _,
                        PoolEvent.SorryServes _,
                        PoolEvent.SorryRests _ -> {}
            }
        }
    }

    private void serverChanged(
            Pool pool, RealServer server, boolean up, Cause cause, String detail) {
        hooks.serverChanged(
                new ServerEvent(
                        pool.service(),
                        pool.key().toString(),
                        server,
                        PoolKey.serverName(pool.service(), server.endpoint()),
                        up,
                        cause,
                        detail));
    }

    private void quorumChanged(Pool pool, boolean up, Cause cause) {
        hooks.quorumChanged(
                new QuorumEvent(pool.service(), pool.key().toString(), up, cause, pool.live()));
    }
}
