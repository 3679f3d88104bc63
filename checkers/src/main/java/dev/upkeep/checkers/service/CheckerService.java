package dev.upkeep.checkers.service;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.admin.ServerAnswer;
import dev.upkeep.checkers.admin.ServerRequest;
import dev.upkeep.checkers.check.FileWatch;
import dev.upkeep.checkers.check.ProbeLimiter;
import dev.upkeep.checkers.check.SystemProbes;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.reconcile.IpvsReconciler;
import dev.upkeep.checkers.reconcile.IpvsThread;
import dev.upkeep.checkers.reconcile.NftablesReconciler;
import dev.upkeep.checkers.reconcile.OwnershipFile;
import dev.upkeep.checkers.reconcile.SyncDaemonReconciler;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.config.model.LvsGlobals.FlushOnStop;
import dev.upkeep.config.model.NetlinkBuffers;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTimeouts;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EpollLoop;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Health checks and the kernel's load balancer, running: one thread makes the checks, another one
/// writes the table.
public final class CheckerService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckerService.class);

    private final EpollLoop loop;
    private final Ipvs ipvs;
    private final CheckerOptions options;
    private final IpvsReconciler keeper;
    private final AdminStateFile wishes;
    private final IpvsThread writer;
    private final SyncDaemonReconciler sync;
    private final SystemProbes attempts;
    private final HealthRunner runner;
    private final FileWatch files;
    private final AddressWatch addresses;
    private final Thread checksThread;
    private final Thread ipvsThread;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile LvsGlobals settings;
    private volatile NetlinkBuffers netlinkBuffers;
    private boolean closed;

    private @Nullable IpvsTimeouts timeoutsBefore;

    private CheckerService(
            Configuration configuration, Ipvs ipvs, CheckerHooks hooks, CheckerOptions options)
            throws KernelException {
        this.ipvs = ipvs;
        this.options = options;
        this.settings = configuration.global().lvs();
        this.netlinkBuffers = configuration.global().netlinkBuffers();
        loop = new EpollLoop(failure -> LOG.error("Checks: {}", failure.toString(), failure));
        keeper =
                new IpvsReconciler(
                        ipvs,
                        new NftablesReconciler(options.filter(), LOG),
                        new OwnershipFile(options.ownershipFile()),
                        LOG);
        wishes = AdminStateFile.beside(options.ownershipFile());
        sync = new SyncDaemonReconciler(ipvs, LOG);
        writer = new IpvsThread(keeper, sync, settings.reconcileInterval(), LOG);
        attempts = new SystemProbes(loop, configuration.ssl(), options.commands(), LOG);
        Long seed = configuration.global().randomSeed();
        RandomGenerator random = seed == null ? new SplittableRandom() : new SplittableRandom(seed);
        runner =
                new HealthRunner(
                        loop,
                        attempts,
                        writer,
                        hooks,
                        new ProbeLimiter(options.maxProbes()),
                        random,
                        BalancerConfiguration.of(configuration),
                        LOG);
        files = new FileWatch(loop, runner.told()::fileValue, LOG);
        addresses = new AddressWatch(loop, runner::addressPresent, LOG);
        checksThread = Thread.ofPlatform().name("checks").unstarted(loop::run);
        ipvsThread = Thread.ofPlatform().name("ipvs").unstarted(writer);
    }

    /// Starts both threads; the kernel's table follows at once, see [#ready].
    ///
    /// @param ipvs is closed with the service
    /// @throws KernelException when the loop cannot be made
    public static CheckerService start(
            Configuration configuration, Ipvs ipvs, CheckerHooks hooks, CheckerOptions options)
            throws KernelException {
        CheckerService service = new CheckerService(configuration, ipvs, hooks, options);
        service.start(configuration);
        return service;
    }

    private void start(Configuration configuration) {
        LOG.info("Initializing ipvs");
        loop.execute(() -> {
            IpvsTable table = runner.start(rememberedWishes());
            var plan = runner.plan();
            var owned = runner.owned(plan);
            writer.order(() -> {
                try {
                    setTimeouts(settings);
                    Ownership before = keeper.start(table, owned, plan, settings.flush());
                    if (before.syncDaemons()) {
                        sync.inherit();
                    }
                    sync.configure(configuration);
                } finally { // servers are checked whatever became of the table
                    ready.complete(null);
                    loop.execute(this::begin);
                }
            });
        });
        ipvsThread.start();
        checksThread.start();
    }

    private AdminStates rememberedWishes() {
        try {
            return wishes.load();
        } catch (IOException e) {
            LOG.error("What the operator asked for is forgotten: {}", e.toString());
            return AdminStates.NONE;
        }
    }

    private void begin() {
        runner.begin();
        rememberWishes();
        follow();
    }

    /// Those of servers that a reload or a start no longer has are forgotten.
    private void rememberWishes() {
        AdminStates now = AdminStates.of(runner.pools());
        writer.order(() -> wishes.save(now, LOG));
    }

    /// Begins or changes the watch over files and addresses that some check depends on.
    private void follow() {
        files.watch(runner.usedFiles());
        if (runner.followsAddresses()) {
            addresses.begin(netlinkBuffers);
        }
    }

    /// `lvs_timeouts`: 0 leaves the kernel's value. What was there before comes back at the end.
    private void setTimeouts(LvsGlobals lvs) {
        LvsGlobals.Timeouts wanted = lvs.timeouts();
        if (wanted.tcp() == 0 && wanted.tcpFin() == 0 && wanted.udp() == 0) {
            return;
        }
        try {
            if (timeoutsBefore == null) {
                timeoutsBefore = ipvs.timeouts();
            }
            ipvs.setTimeouts(new IpvsTimeouts(wanted.tcp(), wanted.tcpFin(), wanted.udp()));
        } catch (KernelException e) {
            LOG.error("lvs_timeouts: {}", e.getMessage());
        }
    }

    private void restoreTimeouts() {
        if (timeoutsBefore != null) {
            try {
                ipvs.setTimeouts(timeoutsBefore);
            } catch (KernelException e) {
                LOG.error("lvs_timeouts, at the end: {}", e.getMessage());
            }
        }
    }

    /// Completes when the kernel was asked for the whole initial table.
    public CompletableFuture<Void> ready() {
        return ready;
    }

    /// Changes to another configuration; any thread.
    ///
    /// @return completes when the kernel was asked for everything that changes
    public CompletableFuture<Void> reload(Configuration next) {
        CompletableFuture<Void> applied = new CompletableFuture<>();
        LvsGlobals before = settings;
        LvsGlobals lvs = next.global().lvs();
        settings = lvs;
        netlinkBuffers = next.global().netlinkBuffers();
        writer.interval(lvs.reconcileInterval());
        if (!before.timeouts().equals(lvs.timeouts())) {
            writer.order(() -> setTimeouts(lvs));
        }
        writer.order(() -> sync.configure(next));
        loop.execute(() -> {
            attempts.ssl(next.ssl());
            runner.reload(BalancerConfiguration.of(next), () -> applied.complete(null));
            rememberWishes();
            follow();
        });
        return applied;
    }

    /// Takes what an operator asks at run time; any thread.
    ///
    /// @return the answer, when the kernel was asked for what follows from the request; none comes
    ///   after [#close]
    public CompletableFuture<ServerAnswer> ask(ServerRequest request) {
        return new ServerRequestHandler(loop, runner, ipvs, writer::afterChanges, wishes, LOG)
                .ask(request);
    }

    /// Says whether a VRRP instance is master, for `lvs_sync_daemon`; any thread.
    public void instanceIsMaster(String instance, boolean master) {
        writer.order(() -> sync.instance(instance, master));
    }

    /// Says whether a BFD session is up, for `BFD_CHECK`; any thread.
    public void bfdState(String session, boolean up) {
        loop.execute(() -> runner.told().bfdState(session, up));
    }

    /// Stops the checks and takes our services out of the kernel, unless they are to stay. Blocks
    /// until both threads have ended.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        FlushOnStop flush = settings.flushOnStop();
        loop.execute(() -> {
            runner.stop(flush == FlushOnStop.NO && !options.leaveTable());
            addresses.close();
            loop.stop();
        });
        try {
            checksThread.join();
            writer.end(() -> {
                sync.stop();
                if (options.leaveTable()) {
                    keeper.leave();
                } else {
                    keeper.stop(flush == FlushOnStop.TABLE);
                    restoreTimeouts();
                }
            });
            ipvsThread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ipvs.close();
    }
}
