package dev.upkeep.app;

import dev.upkeep.app.cli.PlanAnswer;
import dev.upkeep.app.control.Answer;
import dev.upkeep.app.control.ControlRequest;
import dev.upkeep.app.control.MalformedRequestException;
import dev.upkeep.app.control.RequestDecoder;
import dev.upkeep.app.control.ServerLines;
import dev.upkeep.app.dump.StateDumps;
import dev.upkeep.app.hooks.Notifications;
import dev.upkeep.app.process.DaemonSignal;
import dev.upkeep.app.process.OwnerLock;
import dev.upkeep.app.process.ReloadOptions;
import dev.upkeep.app.process.ReloadOutcome;
import dev.upkeep.app.process.StateDirectory;
import dev.upkeep.app.process.Supervisor;
import dev.upkeep.app.reload.ReloadGate;
import dev.upkeep.app.reload.RouterChanges;
import dev.upkeep.app.status.SnapshotJson;
import dev.upkeep.app.web.StatusListener;
import dev.upkeep.bfd.BfdListener;
import dev.upkeep.bfd.io.BfdService;
import dev.upkeep.checkers.admin.ServerAnswer;
import dev.upkeep.checkers.admin.ServerRequest;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.checkers.reconcile.OwnershipFile;
import dev.upkeep.checkers.service.CheckerOptions;
import dev.upkeep.checkers.service.CheckerService;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.reader.WrittenLines;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.RealSystem;
import dev.upkeep.dbus.DbusHooks;
import dev.upkeep.dbus.object.ObjectPaths;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Capability;
import dev.upkeep.netlink.process.FileErrors;
import dev.upkeep.netlink.process.NetworkNamespace;
import dev.upkeep.netlink.process.Threads;
import dev.upkeep.snmp.SnmpAgent;
import dev.upkeep.snmp.TrapHooks;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.Level;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.io.NetworkPlan;
import dev.upkeep.vrrp.io.ResourceFile;
import dev.upkeep.vrrp.io.SteeringRequest;
import dev.upkeep.vrrp.io.VrrpOptions;
import dev.upkeep.vrrp.io.VrrpService;
import dev.upkeep.vrrp.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of a daemon and how they are wired to each other.
///
/// Longer than other files, as each part needs others: what is wired to what stands here and
/// nowhere else.
final class Subsystems implements StateDumps.Source {

    private static final Logger log = LoggerFactory.getLogger(Subsystems.class);

    /// Is there when the kernel has IPVS; where it has not, it has no entries either.
    private static final Path KERNEL_TABLE = Path.of("/proc/thread-self/net/ip_vs");

    private final DaemonSettings settings;
    private final SystemView system;
    private final IpvsOpener ipvs;
    private final Function<ReloadOptions, CompletableFuture<ReloadOutcome>> reloads;
    private final Function<DaemonSignal, CompletableFuture<String>> departures;
    private final Consumer<DaemonSignal> signals;
    private final ReloadHistory history;
    private final ReloadGate gate;
    private final MasterInstances masters = new MasterInstances();
    private final BfdLevels sessions = new BfdLevels();
    private final ServedAddresses served = new ServedAddresses();
    private final TrapHooks traps = new TrapHooks();
    private final DbusHooks bus = new DbusHooks();
    private @Nullable Notifications notifications;

    /// Read on the threads of requests.
    private volatile @Nullable CheckerService checkers;

    private volatile @Nullable VrrpService vrrp;
    private volatile @Nullable BfdService bfd;
    private volatile @Nullable String haproxy;
    private final DaemonStatus status;

    /// @param reloads asks for a reload, true when the operator insists
    /// @param departures asks the process to leave, by restart or handover; gives why it does not,
    ///   or empty
    /// @param signals does what a signal to the process would
    /// @param gate decides about reloads
    Subsystems(
            DaemonSettings settings,
            SystemView system,
            IpvsOpener ipvs,
            Function<ReloadOptions, CompletableFuture<ReloadOutcome>> reloads,
            Function<DaemonSignal, CompletableFuture<String>> departures,
            Consumer<DaemonSignal> signals,
            ReloadHistory history,
            ReloadGate gate) {
        this.history = history;
        this.reloads = reloads;
        this.departures = departures;
        this.signals = signals;
        this.gate = gate;
        this.settings = settings;
        this.system = system;
        this.ipvs = ipvs;
        status =
                new DaemonStatus(
                        settings.source().file(), Instant.now(), this::parts, history::last);
    }

    /// Connects to the kernel's load balancer.
    public interface IpvsOpener {
        /// A connection of its own.
        ///
        /// @throws KernelException naming the module or the capability that is missing
        Ipvs open() throws KernelException;
    }

    /// The parts that the command line allows, in the order in which they start. VRRP is the last,
    /// and so the first to stop: virtual addresses come to services that are there, and go to
    /// another director before the services go.
    List<Subsystem.Kind> kinds() {
        List<Subsystem.Kind> kinds = new ArrayList<>();
        kinds.add(
                new Subsystem.Kind(
                        "status",
                        configuration -> configuration.global().daemon().status().address() != null,
                        this::startStatus));
        kinds.add(
                new Subsystem.Kind(
                        "HAProxy",
                        configuration -> configuration.global().daemon().status().haproxy() != null,
                        this::startHaproxyStatus));
        kinds.add(
                new Subsystem.Kind(
                        "scripts",
                        this::hasAny,
                        configuration -> DaemonScripts.start(configuration, system)));
        kinds.add(new Subsystem.Kind("notifications", this::hasAny, this::startNotifications));
        kinds.add(
                new Subsystem.Kind(
                        "SNMP",
                        configuration ->
                                SnmpAgent.enabled(
                                        settings.snmp().over(configuration.global().snmp())),
                        configuration ->
                                new SnmpSubsystem(
                                        configuration, this::parts, traps, settings.snmp())));
        if (settings.parts().vrrp()) {
            kinds.add(
                    new Subsystem.Kind(
                            "D-Bus",
                            configuration -> configuration.global().dbus().enabled(),
                            configuration ->
                                    new DbusSubsystem(
                                            configuration,
                                            () -> vrrp,
                                            bus,
                                            signals,
                                            this::busPaths)));
        }
        if (settings.parts().bfd()) {
            kinds.add(
                    new Subsystem.Kind(
                            "BFD",
                            configuration ->
                                    settings.parts().always() || hasSessions(configuration),
                            this::startBfd));
        }
        if (settings.parts().checkers()) {
            kinds.add(
                    new Subsystem.Kind(
                            Subsystem.HEALTHCHECK,
                            configuration ->
                                    hasServices(configuration)
                                            || leftBehind(configuration)
                                            || (settings.parts().always() && ipvsIsThere()),
                            this::startCheckers));
        }
        if (settings.parts().vrrp()) {
            kinds.add(
                    new Subsystem.Kind(
                            Subsystem.VRRP,
                            configuration ->
                                    settings.parts().always()
                                            || hasRouters(configuration)
                                            || leftResources(),
                            this::startVrrp));
        }
        return kinds;
    }

    private CompletableFuture<Answer> leave(DaemonSignal signal, String begun) {
        return departures
                .apply(signal)
                .thenApply(refusal ->
                        refusal.isEmpty() ? Answer.done(List.of(begun)) : Answer.refused(refusal));
    }

    private ObjectPaths busPaths(Configuration configuration) {
        return ObjectPaths.of(
                configuration,
                settings.namespaceFor(configuration.process()),
                configuration.process().instance());
    }

    /// Answers an operator; any thread.
    CompletableFuture<Answer> answer(ControlRequest request) {
        return switch (request) {
            case ControlRequest.Servers(var servers) -> ask(servers);
            case ControlRequest.CheckNow(var check) -> ask(check);
            case ControlRequest.FlightRecord(String instance) ->
                    record(instance)
                            .thenApplyAsync(
                                    all -> RecordLines.of(all, instance, System.nanoTime()),
                                    Threads::runAside);
            case ControlRequest.Restart _ -> leave(DaemonSignal.RESTART, "restarting");
            case ControlRequest.Handover _ -> leave(DaemonSignal.HANDOVER, "handing over");
            case ControlRequest.Status _ ->
                    status.ask().thenApply(all -> Answer.done(List.of(SnapshotJson.of(all))));
            case ControlRequest.Steering(var steering) -> steer(steering);
            case ControlRequest.Dump(var kind) ->
                    CompletableFuture.supplyAsync(() -> dump(kind), Threads::runAside);
            case ControlRequest.Reload(var options) ->
                    reloads.apply(options)
                            .thenApplyAsync(outcome -> answer(outcome, options), Threads::runAside);
            case ControlRequest.Confirm() ->
                    CompletableFuture.completedFuture(
                            history.confirm()
                                    ? Answer.done(List.of("the running configuration is confirmed"))
                                    : Answer.refused("no reload waits to be confirmed"));
            case ControlRequest.Plan plan ->
                    CompletableFuture.supplyAsync(
                                    () -> ConfigurationReader.read(plan.file(), options(plan)),
                                    Threads::runAside)
                            .thenCompose(read -> plan(read, plan));
        };
    }

    private CompletableFuture<List<InstanceStatus>> record(String instance) {
        VrrpService running = vrrp;
        return running == null
                ? CompletableFuture.completedFuture(List.of())
                : running.record(instance);
    }

    private CompletableFuture<Answer> steer(SteeringRequest request) {
        VrrpService running = vrrp;
        return running == null
                ? CompletableFuture.completedFuture(
                        Answer.refused("the daemon has no VRRP instances"))
                : running.steer(request)
                        .thenApply(outcome ->
                                outcome.done()
                                        ? Answer.done(List.of(outcome.text()))
                                        : Answer.refused(outcome.text()));
    }

    private Answer dump(ControlRequest.DumpKind kind) {
        Configuration running = gate.running();
        if (running == null) {
            return Answer.refused("the daemon is starting");
        }
        try {
            StateDumps dumps = new StateDumps(this);
            String text =
                    switch (kind) {
                        case DATA -> dumps.data(running);
                        case STATS -> dumps.statistics();
                        case JSON -> dumps.json(running);
                    };
            return Answer.done(text.lines().toList());
        } catch (IOException e) {
            return Answer.refused(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.refused("the daemon stops");
        }
    }

    /// Returns what the daemon does; any thread.
    DaemonStatus status() {
        return status;
    }

    private CompletableFuture<Answer> ask(ServerRequest request) {
        CheckerService running = checkers;
        return running == null
                ? CompletableFuture.completedFuture(
                        Answer.refused("the daemon has no virtual servers"))
                : running.ask(request).thenApplyAsync(ServerLines::of, Threads::runAside);
    }

    /// The checks and the kernel's table, null while none are configured.
    @Nullable CheckerService checkers() {
        return checkers;
    }

    /// VRRP, null while no instance is configured.
    @Nullable VrrpService vrrp() {
        return vrrp;
    }

    @Override
    public CompletableFuture<List<InstanceStatus>> instances() {
        VrrpService running = vrrp;
        return running == null ? CompletableFuture.completedFuture(List.of()) : running.status();
    }

    @Override
    public boolean showSecrets() {
        return settings.dumps().showSecrets();
    }

    @Override
    public CompletableFuture<Void> clearStatistics() {
        VrrpService running = vrrp;
        return running == null
                ? CompletableFuture.completedFuture(null)
                : running.clearStatistics();
    }

    @Override
    public CompletableFuture<List<ServerStatus>> servers() {
        CheckerService running = checkers;
        return running == null
                ? CompletableFuture.completedFuture(List.of())
                : running.ask(new ServerRequest.Show(null))
                        .thenApply(answer ->
                                answer instanceof ServerAnswer.Listed(var servers)
                                        ? servers
                                        : List.of());
    }

    private DaemonStatus.Parts parts() {
        return new DaemonStatus.Parts(vrrp, checkers, bfd, haproxy);
    }

    /// Compares the kernel with what is desired and remembers the result, on a thread of its own.
    void verify() {
        DaemonStatus.Parts running = parts();
        Threads.runAside(() -> {
            try {
                List<String> deviations = KernelVerification.deviations(running);
                history.verified(deviations);
                deviations.forEach(each -> log.warn("After the reload: {}", each));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Answer answer(ReloadOutcome outcome, ReloadOptions options) {
        List<String> lines = new ArrayList<>(outcome.findings());
        lines.addAll(outcome.changes());
        if (outcome.refused() == null) {
            if (options.confirm() != null) {
                lines.add(
                        "rolled back in "
                                + options.confirm().toSeconds()
                                + " s unless confirmed: upkeep confirm");
            }
            lines.add("reloaded in " + outcome.elapsedMs() + " ms");
        }
        return new Answer(lines, outcome.refused());
    }

    private static ReaderOptions options(ControlRequest.Plan plan) {
        return new ReaderOptions(
                plan.configId(),
                System::getenv,
                Set.of(),
                new SplittableRandom(),
                false,
                new RealSystem());
    }

    private CompletableFuture<Answer> plan(ReadResult read, ControlRequest.Plan plan) {
        String refusal =
                gate.decide(read, () -> WrittenLines.read(plan.file(), options(plan))).refusal();
        if (refusal != null) {
            return CompletableFuture.completedFuture(
                    Answer.refused("a reload would be refused: " + refusal));
        }
        Configuration next = read.configuration();
        VrrpService routers = vrrp;
        CheckerService balancer = checkers;
        CompletableFuture<List<String>> network =
                routers == null
                        ? CompletableFuture.supplyAsync(() -> networkPlan(next), Threads::runAside)
                        : routers.plan(next);
        CompletableFuture<@Nullable List<String>> table =
                balancer == null
                        ? CompletableFuture.completedFuture(null)
                        : balancer.plan(next).thenApply(PlanAnswer::lines);
        Configuration before = gate.running();
        List<String> lines =
                new ArrayList<>(before == null ? List.of() : RouterChanges.between(before, next));
        return network.thenCombine(
                table,
                (resources, requests) -> {
                    lines.addAll(resources);
                    return new PlanAnswer(lines, requests).answer();
                });
    }

    /// Returns what VRRP would change that does not run yet.
    private static List<String> networkPlan(Configuration next) {
        try {
            return NetworkPlan.ofStart(next, NetworkPlan.present(), List.of());
        } catch (KernelException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private boolean hasAny(Configuration configuration) {
        return settings.parts().always()
                || hasRouters(configuration)
                || hasServices(configuration)
                || leftBehind(configuration)
                || leftResources();
    }

    /// Returns whether a daemon that ended without a word left entries in the kernel's table: they
    /// have to go even when no service is configured any more.
    private static boolean leftBehind(Configuration configuration) {
        String namespace = configuration.process().ipvsNamespace();
        try {
            return namespace == null
                    ? leftBehind()
                    : NetworkNamespace.<Boolean, KernelException>in(
                            namespace, Subsystems::leftBehind);
        } catch (KernelException unknown) {
            log.warn("{}", unknown.getMessage());
            return false;
        }
    }

    private static boolean leftBehind() {
        return Files.exists(OwnershipFile.inDirectory(StateDirectory.PATH))
                && Files.exists(KERNEL_TABLE);
    }

    /// Returns whether a daemon that ended without releasing them left addresses or routes.
    private static boolean leftResources() {
        return Files.exists(ResourceFile.inDirectory(StateDirectory.PATH).path());
    }

    /// Returns the addresses that a daemon set, running or dead; none where that cannot be read.
    static Set<IpAddress> virtualAddresses() {
        try {
            return ResourceFile.inDirectory(StateDirectory.PATH).load().resources().stream()
                    .filter(Resource.Address.class::isInstance)
                    .map(one -> ((Resource.Address) one).address().address())
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) { // reported when VRRP starts
            log.debug("{}", unreadable.getMessage());
            return Set.of();
        }
    }

    private static boolean hasRouters(Configuration configuration) {
        return !configuration.vrrpInstances().isEmpty()
                || !configuration.statics().addresses().isEmpty()
                || !configuration.statics().routes().isEmpty()
                || !configuration.statics().rules().isEmpty();
    }

    private static boolean hasSessions(Configuration configuration) {
        return !configuration.trackers().bfdInstances().isEmpty();
    }

    /// Returns whether the kernel has IPVS. Without services its lack is told and ends nothing.
    private boolean ipvsIsThere() {
        try (Ipvs _ = ipvs.open()) {
            return true;
        } catch (KernelException e) {
            log.warn("The health checker does not run: {}", e.getMessage());
            return false;
        }
    }

    private static boolean hasServices(Configuration configuration) {
        return !configuration.virtualServers().isEmpty()
                || configuration.global().lvs().flush()
                || configuration.global().lvs().syncDaemon() != null;
    }

    private Subsystem startNotifications(Configuration configuration) {
        Notifications started = new Notifications(configuration, system);
        notifications = started;
        return new Subsystem() {
            @Override
            public CompletableFuture<Void> reload(Configuration next) {
                started.configure(next);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {
                started.close();
            }
        };
    }

    private Subsystem startHaproxyStatus(Configuration configuration) {
        haproxy = configuration.global().daemon().status().haproxy();
        return new Subsystem() {
            @Override
            public CompletableFuture<Void> reload(Configuration next) {
                haproxy = next.global().daemon().status().haproxy();
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {
                haproxy = null;
            }
        };
    }

    private Subsystem startStatus(Configuration configuration) {
        StatusListener listener =
                new StatusListener(
                        status::ask,
                        words -> {
                            try {
                                return answer(RequestDecoder.decode(String.join(" ", words)))
                                        .thenApply(Subsystems::sentence);
                            } catch (MalformedRequestException e) {
                                return CompletableFuture.completedFuture(
                                        String.valueOf(e.getMessage()));
                            }
                        });
        listener.configure(configuration.global().daemon().status());
        return new Subsystem() {
            @Override
            public CompletableFuture<Void> reload(Configuration next) {
                listener.configure(next.global().daemon().status());
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {
                listener.close();
            }
        };
    }

    private static String sentence(Answer answer) {
        return answer.error() == null ? String.join(" ", answer.lines()) : answer.error();
    }

    private Subsystem startBfd(Configuration configuration) throws IOException {
        BfdService service = BfdService.start(configuration, sessions);
        bfd = service;
        return new Subsystem() {
            @Override
            public CompletableFuture<Void> reload(Configuration next) {
                sessions.retain(next);
                return service.reload(next);
            }

            @Override
            public void close() {
                bfd = null;
                service.close();
            }
        };
    }

    /// Without these it would claim to be master and could neither say so nor set an address.
    private static void needCapabilities() throws KernelException {
        Set<Capability> missing = EnumSet.of(Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW);
        missing.removeAll(Capability.effective());
        if (!missing.isEmpty()) {
            throw new KernelException(
                    "start VRRP", Errno.EPERM, "missing capabilities: " + missing);
        }
    }

    private Subsystem startVrrp(Configuration configuration) throws IOException {
        needCapabilities();
        VrrpService service =
                VrrpService.start(
                        configuration,
                        masters.around(bus.around(traps.around(notifications().vrrp()))),
                        new VrrpOptions(
                                !settings.kept().vrrp(),
                                settings.logging().detail(),
                                settings.logging().addresses(),
                                notifications().commands()::of,
                                Supervisor.stopDescriptor(),
                                ResourceFile.inDirectory(StateDirectory.PATH)));
        sessions.listen(
                BfdLevels.User.VRRP,
                (session, level) ->
                        service.condition(
                                new ConditionKey(ConditionKey.Kind.BFD, session),
                                level == BfdListener.Level.UP ? Level.GOOD : Level.BAD));
        served.listen(service::addressesServed);
        vrrp = service;
        return new Subsystem() {
            @Override
            public CompletableFuture<Void> reload(Configuration next) {
                return service.reload(next)
                        .thenRun(() -> {
                            sessions.repeat(BfdLevels.User.VRRP);
                            bus.reloaded(next.vrrpInstances());
                        });
            }

            @Override
            public CompletableFuture<List<String>> changes(
                    Configuration before, Configuration next) {
                return CompletableFuture.completedFuture(RouterChanges.between(before, next));
            }

            @Override
            public void close() {
                notifications().stopping();
                sessions.listen(BfdLevels.User.VRRP, null);
                served.listen(null);
                vrrp = null;
                service.close();
            }
        };
    }

    /// The right to the load balancer's table: two daemons would undo each other's entries.
    ///
    /// @return null where no lock can be kept, which is logged
    /// @throws IOException when another daemon holds it
    private static @Nullable OwnerLock ownTable() throws IOException {
        Path owned = OwnershipFile.inDirectory(StateDirectory.PATH);
        Path file = owned.resolveSibling(owned.getFileName() + ".lock");
        OwnerLock lock;
        try {
            lock = OwnerLock.take(file);
        } catch (IOException e) {
            log.warn("Another daemon could change the IPVS table, too: {}", e.getMessage());
            return null;
        }
        if (lock == null) {
            throw new IOException(
                    "another daemon (pid "
                            + OwnerLock.holder(file)
                            + ") manages the IPVS table of this network namespace");
        }
        return lock;
    }

    private static void release(@Nullable OwnerLock lock) {
        try (lock) {
            log.debug("IPVS table released");
        } catch (IOException e) {
            log.warn("Unable to release the IPVS table: {}", FileErrors.reason(e));
        }
    }

    /// What belongs to the network namespace of the kernel's table.
    private record OpenTable(@Nullable OwnerLock lock, Path ownership, Ipvs ipvs) {}

    private OpenTable openTable() throws IOException {
        return new OpenTable(
                ownTable(), OwnershipFile.inDirectory(StateDirectory.PATH), ipvs.open());
    }

    private Subsystem startCheckers(Configuration configuration) throws IOException {
        String namespace = configuration.process().ipvsNamespace();
        OpenTable table =
                namespace == null ? openTable() : NetworkNamespace.in(namespace, this::openTable);
        OwnerLock lock = table.lock();
        CheckerOptions options =
                new CheckerOptions(
                        settings.kept().ipvs(),
                        table.ownership(),
                        CheckerOptions.DEFAULT_MAX_PROBES,
                        notifications().commands(),
                        namespace);
        CheckerService service =
                CheckerService.start(
                        configuration,
                        table.ipvs(),
                        served.around(traps.around(notifications().checkers())),
                        options);
        masters.listen(service::instanceIsMaster);
        sessions.listen(
                BfdLevels.User.CHECKERS,
                (session, level) -> {
                    if (level != BfdListener.Level.UNKNOWN) { // until then `alpha` decides
                        service.bfdState(session, level == BfdListener.Level.UP);
                    }
                });
        checkers = service;
        return new Subsystem() {
            @Override
            public CompletableFuture<Void> reload(Configuration next) {
                return service.reload(next).thenRun(() -> sessions.repeat(BfdLevels.User.CHECKERS));
            }

            @Override
            public CompletableFuture<List<String>> changes(
                    Configuration before, Configuration next) {
                return service.plan(next).thenApply(PlanAnswer::lines);
            }

            @Override
            public void close() {
                notifications().stopping();
                masters.forget();
                sessions.listen(BfdLevels.User.CHECKERS, null);
                checkers = null;
                served.stopped();
                service.close();
                release(lock);
            }
        };
    }

    private Notifications notifications() {
        return Objects.requireNonNull(notifications, "notifications start first");
    }
}
