package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.AutoPriority;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.NetlinkBuffers;
import dev.upkeep.config.model.NetlinkBuffers.Buffer;
import dev.upkeep.config.model.ProcessScheduling;
import dev.upkeep.config.model.SchedulingGlobals;
import dev.upkeep.config.model.VrrpGlobals;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.Backlog;
import dev.upkeep.netlink.loop.EpollLoop;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.loop.Lateness;
import dev.upkeep.netlink.process.StateFile;
import dev.upkeep.netlink.process.ThreadScheduling;
import dev.upkeep.netlink.process.Threads;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.netlink.socket.PacketSocket;
import dev.upkeep.netlink.socket.ReceiveBuffers;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.Level;
import dev.upkeep.vrrp.resource.FilterSettings;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.ResourceSpec;
import dev.upkeep.vrrp.track.TrackerService;
import dev.upkeep.vrrp.vmac.VirtualLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The virtual routers of a daemon, on a thread of their own: nothing on it waits for anything but
/// the loop. Start, reload and close come from the main thread; status may be asked by any.
///
/// Longer than other files, as the order in which sockets, files and threads are opened and closed
/// is one story.
public final class VrrpService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(VrrpService.class);

    /// Instances that one turn of the loop describes.
    private static final int STATUS_SLICE = 16;

    /// The sockets that all instances share, in keepalived's words.
    private static final List<String> OPENED =
            List.of(
                    "Registering Kernel netlink reflector",
                    "Registering Kernel netlink command channel",
                    "Registering gratuitous ARP shared channel",
                    "Registering gratuitous NDISC shared channel");

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final EpollLoop loop;
    private final Thread thread;
    private final boolean releaseOnStop;
    private final OwnedResources owned;
    private final OwnedLinks ownedLinks;
    private final MastershipFile mastership;
    private final RecordFiles records;
    private final VirtualLinkReconciler links;
    private final RouteSocket routes;
    private final PacketSocket frames;
    private final WarmUp warmUp;
    private final VrrpFilter filter = new VrrpFilter();
    private final SecondaryPromotion promotion;
    private final LocalIgmp localIgmp = new LocalIgmp(KernelSettings.SYSTEM);
    private final ResourceReconciler resources;
    private final VirtualRouters routers;
    private boolean routingWatched;
    private final TrackerService trackers;

    /// Created eagerly, so that linking does not delay shutdown.
    private final Runnable end = this::stop;

    private boolean closed;

    /// Starts the instances of a configuration; they run when this returns.
    ///
    /// @throws KernelException when sockets are refused: EPERM names the missing capability
    public static VrrpService start(Configuration configuration, VrrpHooks hooks)
            throws KernelException {
        return start(configuration, hooks, VrrpOptions.DEFAULT);
    }

    /// Starts the instances of a configuration; they run when this returns.
    ///
    /// @throws KernelException when sockets are refused: EPERM names the missing capability
    public static VrrpService start(Configuration written, VrrpHooks hooks, VrrpOptions options)
            throws KernelException {
        OwnedLinks ownedLinks = new OwnedLinks(linkFile(options), KernelSettings.SYSTEM);
        OwnedLinks.Next next = ownedLinks.plan(HmacSecrets.resolve(written));
        Configuration configuration = next.plan().resolved();
        OwnedResources owned = new OwnedResources(options.file());
        List<Resource> earlier = owned.beforeStart(configuration);
        MastershipFile mastership = mastershipFile(options, configuration);
        SecondaryPromotion promotion = promotion(options, configuration);
        EpollLoop loop = new EpollLoop(failure -> log.error("on the vrrp thread", failure));
        CompletableFuture<VrrpService> started = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().name("vrrp").unstarted(loop::run);
        loop.execute(() -> {
            try {
                started.complete(
                        new VrrpService(
                                loop,
                                thread,
                                next,
                                hooks,
                                options,
                                owned,
                                ownedLinks,
                                mastership,
                                promotion,
                                earlier));
            } catch (KernelException | RuntimeException refused) {
                started.completeExceptionally(refused);
            }
        });
        Threads.start(thread);
        try {
            VrrpService service = started.get();
            owned.afterChange(configuration);
            ownedLinks.afterChange(next.plan());
            return service;
        } catch (ExecutionException failed) {
            loop.stop();
            if (failed.getCause() instanceof KernelException refused) {
                throw refused;
            }
            throw new IllegalStateException("start of VRRP", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            loop.stop();
            throw new IllegalStateException("start of VRRP was interrupted", interrupted);
        }
    }

    private VrrpService(
            EpollLoop loop,
            Thread thread,
            OwnedLinks.Next next,
            VrrpHooks hooks,
            VrrpOptions options,
            OwnedResources owned,
            OwnedLinks ownedLinks,
            MastershipFile mastership,
            SecondaryPromotion promotion,
            List<Resource> earlier)
            throws KernelException {
        Configuration configuration = next.plan().resolved();
        this.owned = owned;
        this.ownedLinks = ownedLinks;
        this.mastership = mastership;
        this.promotion = promotion;
        Path state = directory(options);
        this.records = new RecordFiles(state == null ? null : RecordFiles.inDirectory(state));
        this.loop = loop;
        this.thread = thread;
        this.releaseOnStop = options.releaseOnStop();
        loop.onGap(gap -> log.warn("VRRP: did not run for {}", gap.text()));
        schedule(configuration.global().daemon().scheduling());
        var detail = options.detail();
        frames = PacketSocket.open();
        trackers = new TrackerService(this::condition, options.scripts());
        NetworkView network = new NetworkView();
        AddressMonitor monitor = new AddressMonitor(network);
        Consumer<RouteEvent> events = event -> networkChanged(event);
        routes =
                RouteSocket.open(
                        loop,
                        options.addressMonitoring()
                                ? events.andThen(monitor::see) // links have their names then
                                : events,
                        VrrpService::unreadable,
                        receiveBuffers(configuration));
        List<InterfaceAddress> addresses = RouteSocket.addresses();
        network.reset(RouteSocket.links(), addresses);
        if (options.addressMonitoring()) {
            monitor.present(addresses);
        }
        OPENED.forEach(log.atLevel(detail)::log);
        AdvertisementSockets channels =
                new AdvertisementSockets(
                        loop, network, configuration.global().vrrp(), RawPacketPort::open);
        resources = new ResourceReconciler(loop, network, routes::submit, filter);
        routers =
                new VirtualRouters(
                        configuration,
                        loop,
                        network,
                        channels,
                        resources,
                        frames::send,
                        VrrpService::forwardsIpv6,
                        new LinkPoller(),
                        this::track,
                        VrrpService::uptime,
                        new Resumption(mastership),
                        records,
                        hooks,
                        VirtualRouters.LOG,
                        detail);
        watchRouting(configuration, earlier);
        promotion.apply(configuration);
        localIgmp.apply(configuration.global().vrrp().has(VrrpGlobals.Flag.DISABLE_LOCAL_IGMP));
        filter.configure(FilterSettings.of(configuration.global().packetFilter()));
        if (hasFilter(configuration)
                || hasMacvlan(next)
                || earlier.stream().anyMatch(Resource.Filter.class::isInstance)) {
            filter.connect();
            filter.removeLeftovers();
        }
        links =
                new VirtualLinkReconciler(
                        loop, network, routes::submit, KernelSettings.SYSTEM, filter::virtualLinks);
        links.apply(next.plan(), next.owned());
        links.whenReady(() ->
                resources.transaction(() -> {
                    routers.apply(configuration);
                    resources.adopt(earlier);
                }));
        watchStop(options);
        // Later, because a start waits for this constructor, and the load balancer's for the start.
        warmUp = new WarmUp(loop, routes, frames);
        loop.execute(() -> warmUp.run(configuration));
    }

    /// The signal itself takes longer: it passes several threads before [#close] is called.
    private void watchStop(VrrpOptions options) throws KernelException {
        if (options.stopDescriptor() >= 0 && releaseOnStop) {
            loop.watch(
                    options.stopDescriptor(),
                    EventLoop.EPOLLIN | EventLoop.EPOLLET,
                    _ -> routers.sendPriorityZero());
        }
    }

    private void schedule(SchedulingGlobals scheduling) {
        ProcessScheduling configured = scheduling.vrrp();
        AutoPriority automatic = scheduling.autoPriority();
        new ThreadScheduling(
                        configured.nice(),
                        configured.affinity(),
                        configured.noSwap(),
                        configured.realtimePriority())
                .apply("vrrp", loop, automatic.maximum(), automatic.minimumDelay(), log::warn);
    }

    /// Looks at routes and rules where there are some of ours: a router may have a million others.
    private void watchRouting(Configuration configuration, List<Resource> earlier)
            throws KernelException {
        boolean configured =
                OwnedResources.specs(configuration).stream().anyMatch(spec -> isRouting(spec));
        boolean left =
                earlier.stream()
                        .anyMatch(one ->
                                one instanceof Resource.Route || one instanceof Resource.Rule);
        if ((configured || left) && !routingWatched) {
            routingWatched = true;
            routes.watchRouting();
            resources.routing(RouteSocket.routes(), RouteSocket.rules());
        }
    }

    private static boolean isRouting(ResourceSpec spec) {
        return switch (spec) {
            case ResourceSpec.OfRoute _, ResourceSpec.OfRule _ -> true;
            case ResourceSpec.OfAddress _, ResourceSpec.OfFilter _ -> false;
        };
    }

    private static boolean hasFilter(Configuration configuration) {
        return OwnedResources.specs(configuration).stream()
                .anyMatch(ResourceSpec.OfFilter.class::isInstance);
    }

    private static boolean hasMacvlan(OwnedLinks.Next next) {
        return next.plan().links().stream()
                .anyMatch(link -> link.kind() instanceof VirtualLink.Macvlan);
    }

    private static void unreadable(KernelException cause) {
        log.error(
                "Netlink notifications were lost, and links and addresses cannot be read;"
                        + " going on with those known before until they can: {}",
                cause.getMessage());
    }

    private void networkChanged(RouteEvent event) {
        if (event instanceof RouteEvent.Resynchronized && routingWatched) {
            readRouting();
        }
        if (event instanceof RouteEvent.LinkChanged(Link link)) {
            promotion.linkChanged(link.name());
        }
        routers.networkChanged(event);
        links.networkChanged(event);
    }

    private void readRouting() {
        try {
            resources.routing(RouteSocket.routes(), RouteSocket.rules());
        } catch (KernelException refused) {
            log.error("Routes and rules are unknown: {}", refused.getMessage());
            routes.readLater();
        }
    }

    /// Returns the directory of files of this run, null for no files.
    private static @Nullable Path directory(VrrpOptions options) {
        ResourceFile file = options.file();
        return file == null ? null : file.path().getParent();
    }

    private static SecondaryPromotion promotion(VrrpOptions options, Configuration configuration) {
        Path directory = directory(options);
        SecondaryPromotion promotion =
                new SecondaryPromotion(
                        KernelSettings.SYSTEM,
                        directory == null ? null : StateFile.ofNamespace(directory, "promoted"));
        try {
            promotion.load();
        } catch (IOException unreadable) {
            log.warn("promote_secondaries of an earlier run stays: {}", unreadable.getMessage());
        }
        remember(promotion, configuration);
        return promotion;
    }

    private static void remember(SecondaryPromotion promotion, Configuration next) {
        try {
            promotion.beforeChange(next);
        } catch (IOException failed) {
            log.warn("After a crash promote_secondaries would stay: {}", failed.getMessage());
        }
    }

    /// Without the file a next process starts as backup.
    private static MastershipFile mastershipFile(VrrpOptions options, Configuration configuration) {
        Path directory = directory(options);
        if (directory == null) {
            return MastershipFile.none();
        }
        try {
            return MastershipFile.open(
                    MastershipFile.inDirectory(directory),
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")),
                    configuration.vrrpInstances().size());
        } catch (IOException failed) {
            log.warn("Mastership will not outlast this process: {}", failed.getMessage());
            return MastershipFile.none();
        }
    }

    private void reserve(Configuration next) {
        try {
            mastership.reserve(next.vrrpInstances().size());
        } catch (IOException failed) {
            log.warn(
                    "Mastership of new instances will not outlast this process: {}",
                    failed.getMessage());
        }
    }

    private static @Nullable VirtualLinkFile linkFile(VrrpOptions options) {
        Path directory = directory(options);
        return directory == null ? null : VirtualLinkFile.inDirectory(directory);
    }

    private void track(Configuration configuration, Set<ConditionKey> subscribed, Runnable ready) {
        if (!trackers.configure(configuration, subscribed, () -> loop.execute(ready))) {
            ready.run(); // nothing is tracked
        }
    }

    /// Takes the level of a tracked object; any thread. What nobody tracks is ignored.
    public void condition(ConditionKey key, Level level) {
        loop.execute(() -> routers.condition(key, level));
    }

    /// Takes the addresses with `while_quorum` whose virtual servers have their quorum; any thread.
    public void addressesServed(Set<IpAddress> addresses) {
        loop.execute(() -> routers.addressesServed(addresses));
    }

    private static Duration uptime() {
        try {
            String seconds = Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0];
            return Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
        } catch (IOException | NumberFormatException failed) {
            log.warn("vrrp_delay_after_boot has no effect: {}", failed.getMessage());
            return Duration.ofDays(1);
        }
    }

    /// Takes a new configuration: instances that stay (same VRID, family and interface) keep their
    /// state.
    ///
    /// @return completes on the vrrp thread when everything is sent to the kernel
    public CompletableFuture<Void> reload(Configuration written) {
        OwnedLinks.Next planned = ownedLinks.plan(HmacSecrets.resolve(written));
        Configuration next = planned.plan().resolved();
        owned.beforeReload(next);
        reserve(next);
        remember(promotion, next);
        CompletableFuture<Void> applied = new CompletableFuture<>();
        ask(
                        () -> {
                            try {
                                routes.receiveBuffers(receiveBuffers(next));
                            } catch (KernelException refused) {
                                log.error("vrrp_netlink_*_rcv_bufs: {}", refused.getMessage());
                            }
                            try {
                                watchRouting(next, List.of());
                                promotion.apply(next);
                                localIgmp.apply(
                                        next.global()
                                                .vrrp()
                                                .has(VrrpGlobals.Flag.DISABLE_LOCAL_IGMP));
                                filter.configure(FilterSettings.of(next.global().packetFilter()));
                                if (hasFilter(next) || hasMacvlan(planned)) {
                                    filter.connect();
                                }
                            } catch (KernelException refused) {
                                log.error(
                                        "Removed routes and rules go unnoticed: {}",
                                        refused.getMessage());
                            }
                            links.apply(planned.plan(), planned.owned());
                            links.whenReady(() -> {
                                routers.apply(next);
                                applied.complete(null);
                            });
                            return null;
                        })
                .exceptionally(failed -> {
                    applied.completeExceptionally(failed);
                    return null;
                });
        return applied.thenRunAsync(
                () -> {
                    owned.afterChange(next);
                    ownedLinks.afterChange(planned.plan());
                },
                Threads::runAside);
    }

    /// `vrrp_netlink_cmd_rcv_bufs` and `vrrp_netlink_monitor_rcv_bufs`.
    static ReceiveBuffers receiveBuffers(Configuration configuration) {
        NetlinkBuffers configured = configuration.global().daemon().netlinkBuffers();
        Buffer command = configured.vrrpCommand();
        Buffer monitor = configured.vrrpMonitor();
        return new ReceiveBuffers(
                ReceiveBuffers.size(command.bytes(), command.force()),
                ReceiveBuffers.size(monitor.bytes(), monitor.force()));
    }

    /// Returns what every instance is doing, in the order of the configuration, without its last
    /// events. The vrrp thread looks at some at a time and serves what is due between them.
    public CompletableFuture<List<InstanceStatus>> status() {
        CompletableFuture<List<InstanceStatus>> answer = new CompletableFuture<>();
        loop.execute(() -> {
            Deque<String> names = new ArrayDeque<>(routers.names());
            describe(names, new ArrayList<>(names.size()), answer);
        });
        return answer;
    }

    private void describe(
            Deque<String> names,
            List<InstanceStatus> described,
            CompletableFuture<List<InstanceStatus>> answer) {
        try {
            for (int i = 0; i < STATUS_SLICE && !names.isEmpty(); i++) {
                InstanceStatus status = routers.status(names.remove(), false);
                if (status != null) {
                    described.add(status);
                }
            }
        } catch (RuntimeException failed) {
            answer.completeExceptionally(failed);
            return;
        }
        if (names.isEmpty()) {
            answer.complete(described);
        } else {
            loop.defer(() -> describe(names, described, answer));
        }
    }

    /// Returns what an instance is doing, with its last events; none when it does not run.
    public CompletableFuture<List<InstanceStatus>> record(String name) {
        return ask(() -> {
            InstanceStatus status = routers.status(name, true);
            return status == null ? List.of() : List.of(status);
        });
    }

    /// Returns what a reload would change of addresses, routes and rules, as lines of a diff. The
    /// roles of instances are those of now.
    ///
    /// @param written the next configuration
    public CompletableFuture<List<String>> plan(Configuration written) {
        return ask(routers::configuration)
                .thenCombineAsync(
                        status(),
                        (running, statuses) -> NetworkPlan.ofReload(running, statuses, written),
                        Threads::runAside);
    }

    /// Returns how many processes of each `vrrp_track_process` run, by its name; any thread.
    public CompletableFuture<Map<String, Integer>> processCounts() {
        CompletableFuture<Map<String, Integer>> answer = new CompletableFuture<>();
        loop.execute(() -> trackers.processCounts(answer));
        return answer;
    }

    /// Does what the operator asks of an instance; any thread.
    public CompletableFuture<SteeringRequest.Outcome> steer(SteeringRequest request) {
        return ask(() -> routers.steer(request));
    }

    /// Gives a sign of life: completes when the vrrp thread has come to it.
    public CompletableFuture<Void> beat() {
        return ask(() -> null);
    }

    /// Returns the work that waits in the loop of the vrrp thread; any thread.
    public Backlog backlog() {
        return loop.backlog();
    }

    /// Sets all counters to zero.
    public CompletableFuture<Void> clearStatistics() {
        return ask(() -> {
            routers.clearStatistics();
            return null;
        });
    }

    /// Returns how late the timers of the vrrp thread ran so far.
    public Lateness lateness() {
        return loop.lateness();
    }

    /// Ends every instance: masters send priority 0 and release their addresses, unless they are to
    /// be left. Returns when the thread has ended.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        trackers.close();
        loop.execute(end);
        loop.stop();
        try {
            boolean ended = thread.join(STOP_PATIENCE);
            records.close();
            if (!ended) {
                log.error("the vrrp thread did not end within {}", STOP_PATIENCE);
            } else if (releaseOnStop) {
                owned.released();
                ownedLinks.released();
                mastership.delete();
                promotion.released();
            }
        } catch (IOException failed) {
            log.warn("{}", failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        warmUp.close();
        routers.stop(releaseOnStop);
        links.stop(releaseOnStop);
        try {
            routes.apply(List.of(), (_, _, _) -> {}); // takes the answers that are still due
        } catch (KernelException failed) {
            log.error("answers of the last address changes: {}", failed.getMessage());
        }
        routes.close();
        frames.close();
        if (releaseOnStop) {
            filter.release();
            promotion.release();
            localIgmp.release();
        }
        filter.close();
    }

    private <T extends @Nullable Object> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer;
    }

    /// Reads the sysctl that decides the router flag of neighbour advertisements; a few
    /// microseconds, procfs does not block.
    private static boolean forwardsIpv6(String interfaceName) {
        Path sysctl = Path.of("/proc/sys/net/ipv6/conf", interfaceName, "forwarding");
        try {
            return Files.readString(sysctl).startsWith("1");
        } catch (IOException absent) { // no IPv6 there: nobody will ask
            return false;
        }
    }
}
