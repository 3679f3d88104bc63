package dev.upkeep.checkers.service;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.admin.ServerAnswer;
import dev.upkeep.checkers.admin.ServerRequest;
import dev.upkeep.checkers.check.ProbeLimiter;
import dev.upkeep.checkers.check.SystemProbes;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.plan.TablePlan;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.reconcile.IpvsReconciler;
import dev.upkeep.checkers.reconcile.IpvsThread;
import dev.upkeep.checkers.reconcile.NftablesReconciler;
import dev.upkeep.checkers.reconcile.OwnershipFile;
import dev.upkeep.checkers.reconcile.ReconcileStatus;
import dev.upkeep.checkers.reconcile.SyncDaemonReconciler;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.config.model.AutoPriority;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.config.model.LvsGlobals.FlushOnStop;
import dev.upkeep.config.model.NetlinkBuffers;
import dev.upkeep.config.model.ProcessScheduling;
import dev.upkeep.config.model.SchedulingGlobals;
import dev.upkeep.config.model.TrackFile;
import dev.upkeep.netlink.file.NumberFiles;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.ipvs.IpvsTimeouts;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.Backlog;
import dev.upkeep.netlink.loop.EpollLoop;
import dev.upkeep.netlink.loop.Lateness;
import dev.upkeep.netlink.process.NetworkNamespace;
import dev.upkeep.netlink.process.ThreadScheduling;
import dev.upkeep.netlink.process.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Health checks and the kernel's load balancer, running: one thread makes the checks, another one
/// writes the table.
public final class CheckerService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckerService.class);

    /// Limit of how long [#close] waits for each thread.
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    /// So late may a check be that it shares a wake-up with others.
    private static final Duration SLACK = Duration.ofMillis(1);

    private final EpollLoop loop;
    private final Ipvs ipvs;
    private final CheckerOptions options;
    private final IpvsReconciler reconciler;
    private final AdminStateFile adminStates;
    private final IpvsThread ipvsUpdates;
    private final SyncDaemonReconciler sync;
    private final SystemProbes attempts;
    private final ServiceRegistry registry;
    private final NumberFiles files;
    private final AddressWatch addresses;
    private final PendingRequests requests = new PendingRequests();
    private final SchedulingGlobals scheduling;
    private final Thread checksThread;
    private final Thread ipvsThread;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile LvsGlobals settings;
    private volatile NetlinkBuffers netlinkBuffers;
    private final AtomicReference<@Nullable CompletableFuture<CheckerStatus>> status =
            new AtomicReference<>();
    private boolean closed;

    private @Nullable IpvsTimeouts timeoutsBefore;

    private CheckerService(
            Configuration configuration, Ipvs ipvs, CheckerHooks hooks, CheckerOptions options)
            throws KernelException {
        this.ipvs = ipvs;
        this.options = options;
        this.scheduling = configuration.global().daemon().scheduling();
        this.settings = configuration.global().lvs();
        this.netlinkBuffers = configuration.global().daemon().netlinkBuffers();
        loop = new EpollLoop(CheckerService::fatal, SLACK);
        reconciler =
                new IpvsReconciler(
                        ipvs,
                        new NftablesReconciler(options.filter(), LOG),
                        new OwnershipFile(options.ownershipFile()),
                        LOG);
        adminStates = AdminStateFile.beside(options.ownershipFile());
        sync = new SyncDaemonReconciler(ipvs, LOG);
        ipvsUpdates = new IpvsThread(reconciler, sync, settings.reconcileInterval());
        attempts = new SystemProbes(loop, configuration.ssl(), options.commands(), LOG);
        registry =
                new ServiceRegistry(
                        new CheckScheduler.Resources(
                                loop,
                                attempts,
                                new ProbeLimiter(options.maxProbes()),
                                random(configuration.global())),
                        ipvsUpdates,
                        new HealthEventPublisher(hooks, LOG),
                        new ServedAddressPublisher(ipvsUpdates, hooks, LOG),
                        LOG);
        files = new NumberFiles(loop, registry.passiveChecks()::fileValue, LOG::warn);
        addresses = new AddressWatch(loop, registry.scheduler()::addressPresent, LOG);
        checksThread = Thread.ofPlatform().name("checks").unstarted(this::runChecks);
        ipvsThread =
                Thread.ofPlatform()
                        .name("ipvs")
                        .unstarted(() -> changeTable(options.ipvsNamespace()));
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

    /// The thread of the table. nftables, the table's settings and its synchronisation are where it
    /// is.
    private void changeTable(@Nullable String namespace) {
        if (namespace != null) {
            try {
                NetworkNamespace.enter(namespace);
            } catch (KernelException gone) {
                fatal(gone); // it was there when the socket was opened
            }
        }
        ipvsUpdates.run();
    }

    /// Random numbers that spread the first checks, the same ones for the same `random_seed`.
    static RandomGenerator random(GlobalDefs global) {
        Long seed = global.randomSeed();
        return seed == null ? new SplittableRandom() : new SplittableRandom(seed);
    }

    /// The thread of the checks.
    private void runChecks() {
        ProcessScheduling configured = scheduling.checkers();
        AutoPriority automatic = scheduling.autoPriority();
        new ThreadScheduling(
                        configured.nice(),
                        configured.affinity(),
                        configured.noSwap(),
                        configured.realtimePriority())
                .apply("checks", loop, automatic.maximum(), automatic.minimumDelay(), LOG::warn);
        loop.run();
    }

    /// Ends the thread of the checks, and with it the process: a failure outside of every fence
    /// leaves a state that nobody knows.
    private static void fatal(Throwable failure) {
        switch (failure) {
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            default -> throw new IllegalStateException(failure);
        }
    }

    private void start(Configuration configuration) throws KernelException {
        LOG.info("Initializing ipvs");
        loop.execute(() -> {
            DesiredState desired =
                    registry.start(BalancerConfiguration.of(configuration), restoredAdminStates());
            ipvsUpdates.order(() -> {
                try {
                    setTimeouts(settings);
                    Ownership before = reconciler.start(desired, settings.flush());
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
        Threads.start(checksThread);
        try {
            Threads.start(ipvsThread);
        } catch (KernelException none) {
            loop.stop();
            throw none;
        }
    }

    private AdminStates restoredAdminStates() {
        try {
            return adminStates.load();
        } catch (IOException e) {
            LOG.error(
                    "Cannot read the administrative state; all servers start enabled: {}",
                    e.getMessage());
            return AdminStates.NONE;
        }
    }

    private void begin() {
        registry.begin();
        saveAdminStates();
        follow();
    }

    /// Saves the administrative states; those of servers that are gone are dropped.
    private void saveAdminStates() {
        AdminStates now = AdminStates.of(registry.pools());
        ipvsUpdates.order(() -> adminStates.save(now, LOG));
    }

    /// Begins or changes the watch over files and addresses that some check depends on.
    private void follow() {
        files.watch(
                registry.usedFiles().stream()
                        .collect(
                                Collectors.toMap(
                                        TrackFile::name,
                                        file -> Path.of(file.path()),
                                        (_, later) -> later)));
        if (registry.followsAddresses()) {
            addresses.begin(netlinkBuffers);
        }
    }

    /// `lvs_timeouts`: 0 leaves the kernel's value. What was there before comes back at the end.
    private void setTimeouts(LvsGlobals lvs) {
        LvsGlobals.Timeouts timeouts = lvs.timeouts();
        if (timeouts.tcp() == 0 && timeouts.tcpFin() == 0 && timeouts.udp() == 0) {
            return;
        }
        try {
            if (timeoutsBefore == null) {
                timeoutsBefore = ipvs.timeouts();
            }
            ipvs.setTimeouts(new IpvsTimeouts(timeouts.tcp(), timeouts.tcpFin(), timeouts.udp()));
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
        CompletableFuture<Void> applied = requests.open();
        LvsGlobals before = settings;
        LvsGlobals lvs = next.global().lvs();
        settings = lvs;
        netlinkBuffers = next.global().daemon().netlinkBuffers();
        ipvsUpdates.interval(lvs.reconcileInterval());
        if (!before.timeouts().equals(lvs.timeouts())) {
            ipvsUpdates.order(() -> setTimeouts(lvs));
        }
        ipvsUpdates.order(() -> sync.configure(next));
        loop.execute(() ->
                PendingRequests.step(
                        applied,
                        () -> {
                            attempts.ssl(next.ssl());
                            registry.reload(
                                    BalancerConfiguration.of(next), () -> applied.complete(null));
                            saveAdminStates();
                            follow();
                        }));
        return applied;
    }

    /// Returns the requests that a reload would send with the present check results; any thread.
    /// Nothing changes.
    public CompletableFuture<TablePlan> plan(Configuration next) {
        CompletableFuture<TablePlan> plan = requests.open();
        loop.execute(() ->
                PendingRequests.step(
                        plan,
                        () -> {
                            var desired =
                                    registry.transition(BalancerConfiguration.of(next)).desired();
                            ipvsUpdates.afterChanges(() ->
                                    PendingRequests.answer(plan, () -> reconciler.plan(desired)));
                        }));
        return plan;
    }

    /// Takes what an operator asks at run time; any thread.
    ///
    /// @return the answer, when the kernel has been asked for what follows from the request
    public CompletableFuture<ServerAnswer> ask(ServerRequest request) {
        return new ServerRequestHandler(
                        loop, registry, ipvs, ipvsUpdates::afterChanges, adminStates, requests, LOG)
                .ask(request);
    }

    /// Returns what is known of all virtual servers; any thread. Those who ask while an answer is
    /// made get the same one.
    public CompletableFuture<CheckerStatus> status() {
        CompletableFuture<CheckerStatus> running = status.get();
        if (running != null && !running.isDone()) {
            return running;
        }
        CompletableFuture<CheckerStatus> answer =
                new StatusHandler(
                                loop,
                                registry,
                                ipvs,
                                reconciler,
                                ipvsUpdates::afterChanges,
                                requests,
                                LOG)
                        .ask();
        status.set(answer);
        return answer;
    }

    /// Returns what comparing the kernel with what is desired led to, after all that was asked
    /// before; any thread.
    public CompletableFuture<ReconcileStatus> reconcileStatus() {
        CompletableFuture<ReconcileStatus> answer = requests.open();
        ipvsUpdates.afterChanges(
                () -> PendingRequests.step(answer, () -> answer.complete(reconciler.status())));
        return answer;
    }

    /// Returns how late the timers of the thread of the checks ran so far.
    public Lateness lateness() {
        return loop.lateness();
    }

    /// Gives a sign of life: completes when the loop of the checks has come to it; any thread.
    public CompletableFuture<Void> beat() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        loop.execute(() -> answer.complete(null));
        return answer;
    }

    /// Gives a sign of life: completes when the ipvs thread has come to it; any thread.
    public CompletableFuture<Void> ipvsBeat() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        ipvsUpdates.order(() -> answer.complete(null));
        return answer;
    }

    /// Returns the work that waits in the loop of the checks; any thread.
    public Backlog backlog() {
        return loop.backlog();
    }

    /// Returns the work that waits for the ipvs thread; any thread.
    public String ipvsBacklog() {
        return ipvsUpdates.backlog();
    }

    /// Says whether a VRRP instance is master, for `lvs_sync_daemon`; any thread.
    public void instanceIsMaster(String instance, boolean master) {
        ipvsUpdates.order(() -> sync.instance(instance, master));
    }

    /// Says whether a BFD session is up, for `BFD_CHECK`; any thread.
    public void bfdState(String session, boolean up) {
        loop.execute(() -> registry.passiveChecks().bfdState(session, up));
    }

    /// Waits for a thread to end, but not for ever: what it does is bounded by the kernel's
    /// answers.
    private static void join(Thread thread) throws InterruptedException {
        if (!thread.join(LONGEST_STOP)) {
            LOG.error(
                    "Thread {} has not stopped within {} s",
                    thread.getName(),
                    LONGEST_STOP.toSeconds());
        }
    }

    /// Stops the checks and takes our services out of the kernel, unless they are to stay. Blocks
    /// until both threads have ended.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        requests.close();
        FlushOnStop flush = settings.flushOnStop();
        loop.execute(() -> {
            registry.stop(flush == FlushOnStop.NO && !options.leaveTable());
            files.close();
            addresses.close();
            attempts.close();
            loop.stop();
        });
        try {
            join(checksThread);
            ipvsUpdates.end(() -> {
                sync.stop();
                if (options.leaveTable()) {
                    reconciler.leave();
                } else {
                    reconciler.stop(flush == FlushOnStop.TABLE);
                    restoreTimeouts();
                }
            });
            join(ipvsThread);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ipvs.close();
    }
}
