package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.InterfaceDelay;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.Conditions;
import dev.upkeep.vrrp.condition.Level;
import dev.upkeep.vrrp.machine.Action;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.Fault;
import dev.upkeep.vrrp.machine.PeerComparison;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.machine.TrackedLevel;
import dev.upkeep.vrrp.machine.Transition;
import dev.upkeep.vrrp.resource.DelayLimits;
import dev.upkeep.vrrp.resource.InstanceResources;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.resource.PolledLinks;
import dev.upkeep.vrrp.resource.ResourceOwner;
import dev.upkeep.vrrp.resource.StaticOwner;
import dev.upkeep.vrrp.resource.StaticSpecs;
import dev.upkeep.vrrp.resource.TrackedInterfaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All instances of a configuration and what they share. Belongs to the vrrp thread.
///
/// Longer than other files, as it is the one place where instances, groups, sockets, resources and
/// tracked objects meet: what each event means to each of them is read here from top to bottom.
/// Rules of their own (elections, groups, conditions, plans) are in other files and pure.
final class VirtualRouters implements SteeringHandler.Instances {

    static final Logger LOG = LoggerFactory.getLogger("dev.upkeep.vrrp");

    private static final Duration SOCKET_RETRY = Duration.ofSeconds(1);

    /// Owns what is static: it is put back whenever another program removes it.
    private static final ResourceOwner STATIC = new StaticOwner();

    private static final int ANNOUNCEMENTS_PER_SLICE = 64;

    private final Logger log;
    private final EventLoop loop;
    private final NetworkView network;
    private final AdvertisementSockets channels;
    private final ResourceReconciler resources;
    private final NeighborAnnouncer announcer;
    private final Forwarding forwarding;
    private final VrrpHooks hooks;
    private final BulkWork bulk;
    private final LinkDelays linkDelays;
    private final LinkPolling linkPolling;
    private final PeerFingerprints fingerprints;
    private final InstanceEffects effects = new InstanceEffects();
    private Map<RouterKey, InstanceRunner> runners = new LinkedHashMap<>();
    private Map<String, SyncGroup> groups = Map.of();
    private Map<String, Set<String>> neededByStatics = Map.of(); // interfaces by instance
    private Map<String, SyncGroupRunner> groupRunners = new LinkedHashMap<>();
    private final org.slf4j.event.Level detail;
    private final LogLimiter answers = new LogLimiter();
    private final Set<SyncGroupRunner> groupsToEvaluate = new LinkedHashSet<>();
    private final InstanceSteering steering = new InstanceSteering();
    private final Conditions<InstanceRunner> conditions = new Conditions<>();
    private final InstanceDependencies<InstanceRunner> dependencies = new InstanceDependencies<>();
    private final Trackers trackers;
    private final ServedAddresses servedAddresses;
    private final Supplier<Duration> uptime;
    private final Resumption resumption;
    private final RecordFiles records;

    /// Addresses that are no source of adverts: those of the configuration, and [#leaving].
    private Set<IpAddress> virtual = new HashSet<>();

    /// Instances of the configuration before that are still on their interfaces for a moment.
    private Set<IpAddress> leaving = new HashSet<>();

    private Configuration configuration;
    private @Nullable Long openAt;
    private boolean lookQueued;
    private boolean openQueued;

    /// By interface and family.
    private final Map<String, IpAddress> sources = new HashMap<>();

    /// Watches what instances track.
    interface Trackers {
        /// Tracks exactly these objects of a configuration.
        ///
        /// @param ready runs on the vrrp thread once everything that needs no run is reported
        void configure(Configuration configuration, Set<ConditionKey> subscribed, Runnable ready);
    }

    /// Knows whether an interface forwards IPv6, so that its announcements say "router".
    interface Forwarding {
        boolean ipv6(String interfaceName);
    }

    VirtualRouters(
            Configuration configuration,
            EventLoop loop,
            NetworkView network,
            AdvertisementSockets channels,
            ResourceReconciler resources,
            NeighborAnnouncer.FrameSender frames,
            Forwarding forwarding,
            LinkPolling.Poller linkPoller,
            Trackers trackers,
            Supplier<Duration> uptime,
            Resumption resumption,
            RecordFiles records,
            VrrpHooks hooks,
            Logger log,
            org.slf4j.event.Level detail) {
        this.log = log;
        this.detail = detail;
        this.configuration = configuration;
        this.loop = loop;
        this.network = network;
        this.channels = channels;
        this.resources = resources;
        this.forwarding = forwarding;
        this.trackers = trackers;
        this.uptime = uptime;
        this.resumption = resumption;
        this.records = records;
        this.hooks = hooks;
        this.fingerprints = new PeerFingerprints(loop, network);
        this.servedAddresses = new ServedAddresses(resources, network);
        this.bulk = new BulkWork(loop, resources::transaction);
        this.announcer = new NeighborAnnouncer(loop, frames, bulk::say, detail);
        this.linkDelays = new LinkDelays(loop, network::link, this::networkIs);
        this.linkPolling = new LinkPolling(loop, linkPoller, linkDelays::accept);
    }

    /// Takes a configuration: goes on with the instances that stay, ends those that left, starts
    /// those that came.
    void apply(Configuration next) {
        bulk.directly(() -> resources.transaction(() -> change(next)));
    }

    private void change(Configuration next) {
        virtual = virtualAddresses(next);
        leaving = virtualAddresses(configuration);
        leaving.removeAll(virtual);
        virtual.addAll(leaving);
        configuration = next;
        steering.retain(
                next.vrrpInstances().stream()
                        .map(VrrpInstance::name)
                        .collect(Collectors.toUnmodifiableSet()));
        linkDelays.configure(DelayLimits.limited(next, this::reportDelay));
        linkPolling.configure(PolledLinks.of(next), network.links());
        resources.hold(STATIC, StaticSpecs.of(next));
        servedAddresses.configure(next);
        announcer.configure(next.global().vrrp(), next.interfaces().garpGroups());
        groups = membership(next.syncGroups());
        neededByStatics = TrackedInterfaces.ofStatics(next);
        Map<RouterKey, InstanceRunner> before = runners;
        Map<RouterKey, InstanceRunner> after = new LinkedHashMap<>();
        List<InstanceRunner> fresh = new ArrayList<>();
        for (VrrpInstance instance : next.vrrpInstances()) {
            RouterConfig config = config(instance);
            RouterKey key = RouterKey.of(instance);
            InstanceRunner runner = before.remove(key);
            if (runner == null) {
                Environment environment =
                        NetworkConditions.of(config, network, virtual, conditions::level);
                runner =
                        new InstanceRunner(
                                config,
                                environment,
                                loop,
                                effects,
                                hooks,
                                resumption.of(key),
                                log,
                                detail);
                fresh.add(runner);
            } else {
                runner.reconfigure(config);
            }
            after.put(key, runner);
        }
        before.values().forEach(this::end);
        runners = after;
        dependencies.configure(after.values(), InstanceRunner::config);
        channels.serve(after.values(), next.global().vrrp());
        channels.log(detail);
        openLater();
        configureGroups(next.syncGroups());
        resume(fresh);
        conditions.subscribe(after.values(), runner -> runner.config().tracked());
        after.values().forEach(this::look);
        fingerprints.configure(after.values(), next.global().vrrp().fingerprintPort());
        groupRunners.values().forEach(this::evaluateSoon);
        trackers.configure(next, conditions.subscribed(), () -> startWhenOpen(fresh));
    }

    /// The resources of instances that go on as master stay in place from the first moment.
    private void resume(List<InstanceRunner> fresh) {
        resumption.consider(
                runners,
                groupRunners.values().stream().map(SyncGroupRunner::members).toList(),
                loop.now());
        fresh.stream().filter(resumption::resumes).forEach(effects::hold);
    }

    private RouterConfig config(VrrpInstance configured) {
        return new RouterConfig(
                steering.steer(configured),
                groups.get(configured.name()),
                neededByStatics.getOrDefault(configured.name(), Set.of()));
    }

    private void reportDelay(InterfaceDelay from, InterfaceDelay to, VrrpInstance cause) {
        log.warn(
                "interface_up_down_delays: those of {} are reduced from {} and {} to {} and {} ms,"
                        + " so that ({}) does not take over in the meantime",
                from.interfaceName(),
                from.down().toMillis(),
                from.up().toMillis(),
                to.down().toMillis(),
                to.up().toMillis(),
                cause.name());
    }

    private void configureGroups(List<SyncGroup> next) {
        Map<String, SyncGroupRunner> before = groupRunners;
        groupRunners = new LinkedHashMap<>();
        for (SyncGroup group : next) {
            SyncGroupRunner runner = before.get(group.name());
            if (runner == null) {
                runner = new SyncGroupRunner(group, hooks, bulk, log);
            }
            runner.configure(group, List.copyOf(runners.values()));
            groupRunners.put(group.name(), runner);
        }
        // One that is dissolved has nothing to say any more, least of all of a member that ended.
        groupsToEvaluate.retainAll(groupRunners.values());
    }

    /// Starts instances once the delays after the start and the boot are over; until then nothing
    /// is sent, and what is heard is not evaluated.
    private void startWhenOpen(List<InstanceRunner> fresh) {
        Long open = openAt;
        if (open == null) {
            Duration delay = StartGate.delay(configuration.global().vrrp(), uptime.get());
            if (delay.isPositive()) {
                log.info("Delaying startup for {} seconds", delay.toMillis() / 1000.0);
            }
            open = loop.now() + Math.max(0, delay.toNanos());
            openAt = open;
        }
        if (open - loop.now() > 0) {
            start(fresh.stream().filter(resumption::resumes).toList());
            loop.at(open, () -> start(fresh));
        } else {
            start(fresh);
        }
    }

    private void start(List<InstanceRunner> fresh) {
        List<InstanceRunner> starting = new ArrayList<>(fresh);
        starting.retainAll(
                new HashSet<>(runners.values())); // a reload may have ended some before they began
        starting.removeIf(InstanceRunner::hasBegun);
        bulk.directly(() ->
                resources.transaction(() -> {
                    groupRunners.values().stream()
                            .filter(group -> starting.stream().anyMatch(group.members()::contains))
                            .filter(group ->
                                    group.members().stream().noneMatch(resumption::resumes))
                            .forEach(SyncGroupRunner::begin);
                    starting.forEach(runner -> runner.on(firstEvent(runner)));
                    groupRunners.values().forEach(SyncGroupRunner::beginOwners);
                }));
    }

    /// A member of a group with a faulty member begins in FAULT itself.
    private Event firstEvent(InstanceRunner runner) {
        Event.Resumed resumed = resumption.take(runner);
        if (resumed != null) {
            return resumed;
        }
        SyncGroupRunner group = group(runner);
        return group != null && runner.state().faults().isEmpty() && group.hasFault()
                ? new Event.Synced(Event.Decision.FAULT)
                : new Event.Started();
    }

    private @Nullable SyncGroupRunner group(InstanceRunner runner) {
        SyncGroup group = runner.config().group();
        return group == null ? null : groupRunners.get(group.name());
    }

    /// Takes the level of a tracked object.
    void condition(ConditionKey key, Level level) {
        conditions.set(key, level).forEach(this::look);
    }

    /// Takes the addresses with `while_quorum` that are served from now on.
    void addressesServed(Set<IpAddress> addresses) {
        servedAddresses.served(addresses);
    }

    /// Brings a group together when the actions of this step are done: its members may be in the
    /// middle of theirs.
    private void evaluateSoon(SyncGroupRunner group) {
        if (groupsToEvaluate.isEmpty()) {
            loop.execute(() -> {
                List<SyncGroupRunner> due = List.copyOf(groupsToEvaluate);
                groupsToEvaluate.clear();
                due.forEach(SyncGroupRunner::evaluate);
            });
        }
        groupsToEvaluate.add(group);
    }

    private void end(InstanceRunner gone) {
        boolean deleted = gone.instance().notifications().notifyDeleted();
        gone.on(new Event.Stopped(true, deleted ? Transition.DELETED : Transition.FAULT));
    }

    /// Sends priority 0 for every master, ahead of [#stop], which does the rest.
    void sendPriorityZero() {
        runners.values().forEach(InstanceRunner::sendPriorityZero);
    }

    /// Ends all instances: first every priority 0, then what is behind them.
    ///
    /// @param release false leaves addresses and peers alone
    void stop(boolean release) {
        resources.transaction(() -> {
            runners.values()
                    .forEach(runner -> runner.on(new Event.Stopped(release, Transition.STOP)));
            bulk.finishPrompt();
        });
        if (release) {
            resources.hold(STATIC, List.of());
            servedAddresses.release();
        }
        resources.finish();
        bulk.directly(() -> {}); // hooks and records, once the addresses are gone
        configuration.syncGroups().forEach(group -> hooks.groupChanged(group, Transition.STOP));
        fingerprints.close();
        channels.close();
        linkPolling.close();
        runners = new LinkedHashMap<>();
        dependencies.configure(List.of(), InstanceRunner::config);
    }

    /// The running configuration, with the names of virtual interfaces.
    Configuration configuration() {
        return configuration;
    }

    /// The names of all instances, in the order of the configuration.
    List<String> names() {
        return configuration.vrrpInstances().stream().map(VrrpInstance::name).toList();
    }

    /// Returns what an instance is doing, null when it is gone.
    ///
    /// @param withRecord with its last events
    @Nullable InstanceStatus status(String name, boolean withRecord) {
        VrrpInstance configured = configured(name);
        InstanceRunner runner = configured == null ? null : runners.get(RouterKey.of(configured));
        if (configured == null || runner == null) {
            return null;
        }
        SyncGroup group = runner.config().group();
        PeerComparison comparison = runner.comparison();
        List<TrackedLevel> tracked =
                runner.config().tracked().stream()
                        .map(each -> new TrackedLevel(each, level(each.key())))
                        .toList();
        return runner.status(withRecord)
                .with(
                        new InstanceDetails(
                                runner.changes(),
                                tracked,
                                configured.election().priority(),
                                steering.priority(name),
                                steering.holds(name),
                                group == null ? null : group.name(),
                                comparison == null ? List.of() : comparison.differences(),
                                comparison == null ? 0 : comparison.found()));
    }

    private Level level(ConditionKey key) {
        return NetworkConditions.level(key, network, conditions::level);
    }

    private @Nullable VrrpInstance configured(String name) {
        return configuration.vrrpInstances().stream()
                .filter(instance -> instance.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /// Does what the operator asks.
    SteeringRequest.Outcome steer(SteeringRequest request) {
        VrrpInstance configured = configured(request.instance());
        return configured == null
                ? SteeringRequest.Outcome.refused("there is no instance " + request.instance())
                : new SteeringHandler(this, steering).handle(request, configured);
    }

    /// Returns the runner of an instance, null while there is none.
    @Override
    public @Nullable InstanceRunner runner(VrrpInstance configured) {
        return runners.get(RouterKey.of(configured));
    }

    @Override
    public List<VrrpInstance> together(VrrpInstance instance) {
        SyncGroup group = groups.get(instance.name());
        return group == null
                ? List.of(instance)
                : configuration.vrrpInstances().stream()
                        .filter(each -> group.members().contains(each.name()))
                        .filter(each -> each.election().priority() != RouterConfig.OWNER)
                        .toList();
    }

    @Override
    public void reconfigure(List<VrrpInstance> all) {
        for (VrrpInstance each : all) {
            InstanceRunner runner = runner(each);
            if (runner != null) {
                runner.reconfigure(config(each));
            }
        }
    }

    @Override
    public void announce(InstanceRunner master) {
        effects.announce(master, new Action.Announce(master.config().addresses(), 1), 0, 1);
    }

    void clearStatistics() {
        runners.values().forEach(InstanceRunner::clearStatistics);
    }

    /// Takes a change of links or addresses.
    void networkChanged(RouteEvent event) {
        linkPolling.accept(event);
    }

    private void networkIs(RouteEvent event) {
        Link before =
                event instanceof RouteEvent.LinkChanged(Link link)
                        ? network.link(link.index())
                        : null;
        if (!isVirtual(event)) {
            dependencies.noticed(event, network);
        }
        network.apply(event);
        switch (event) {
            case RouteEvent.LinkChanged(Link link) -> {
                if (before != null
                        && before.usable() != link.usable()
                        && !dependencies.of(link.name()).isEmpty()) {
                    log.info(
                            "{} reports {} {}",
                            linkPolling.polls(link.name()) ? "Linkbeat" : "Netlink",
                            link.name(),
                            link.usable() ? "up" : "down");
                }
                if (before == null || !before.name().equals(link.name())) {
                    if (before != null) {
                        log.info(
                                "Interface name has changed from {} to {}",
                                before.name(),
                                link.name());
                        dependencies
                                .of(before.name())
                                .forEach(this::look); // while they have sockets
                    }
                    log.info("Interface {} added", link.name());
                }
            }
            case RouteEvent.LinkRemoved(Link link) -> {
                log.info("Interface {} deleted", link.name());
                dependencies
                        .of(link.name())
                        .forEach(this::look); // priority 0 while they have sockets
            }
            case RouteEvent.AddressRemoved(InterfaceAddress address, int _) -> {
                if (leaving.remove(address.address())) {
                    virtual.remove(address.address());
                }
            }
            case RouteEvent.AddressChanged _,
                    RouteEvent.RouteRemoved _,
                    RouteEvent.RouteReplaced _,
                    RouteEvent.RuleRemoved _ -> {}
            case RouteEvent.Resynchronized _ -> {
                log.warn("Netlink notifications were lost: links and addresses were read anew");
                serveChannels();
            }
        }
        resources.networkChanged(event);
        lookSoon();
    }

    /// Returns whether a notification is about an address that is no source: no instance depends on
    /// it.
    private boolean isVirtual(RouteEvent event) {
        return switch (event) {
            case RouteEvent.AddressChanged(InterfaceAddress address, int _) ->
                    virtual.contains(address.address());
            case RouteEvent.AddressRemoved(InterfaceAddress address, int _) ->
                    virtual.contains(address.address());
            case RouteEvent.LinkChanged _,
                    RouteEvent.LinkRemoved _,
                    RouteEvent.RouteRemoved _,
                    RouteEvent.RouteReplaced _,
                    RouteEvent.RuleRemoved _,
                    RouteEvent.Resynchronized _ ->
                    false;
        };
    }

    private void serveChannels() {
        channels.serve(runners.values(), configuration.global().vrrp());
        openLater();
    }

    /// Evaluates the instances that are due once for all notifications that arrived together.
    private void lookSoon() {
        if (!lookQueued && dependencies.isDue()) {
            lookQueued = true;
            loop.execute(() -> {
                lookQueued = false;
                List<InstanceRunner> due = dependencies.take();
                channels.update(due);
                due.forEach(this::look);
                channels.update(due); // one may have got the address that its socket needs
                openLater();
            });
        }
    }

    private void look(InstanceRunner runner) {
        Environment now =
                NetworkConditions.of(runner.config(), network, virtual, conditions::level);
        reportSource(runner, now.source());
        String socket = channels.failure(runner);
        if (socket != null) {
            now = now.with(new Fault.NoSocket(socket));
        }
        String filter =
                InstanceResources.isFiltered(runner.instance()) ? resources.filterFailure() : null;
        runner.look(filter == null ? now : now.with(new Fault.NoFilter(filter)));
    }

    /// Tries again to open sockets that the kernel refused, until it does not.
    private void openLater() {
        if (channels.hasFailures() && !openQueued) {
            openQueued = true;
            loop.after(
                    SOCKET_RETRY,
                    () -> {
                        openQueued = false;
                        serveChannels();
                        dependencies.everything();
                        lookSoon();
                    });
        }
    }

    /// Logs which address of an interface adverts come from, once for all instances on it.
    private void reportSource(InstanceRunner runner, @Nullable IpAddress source) {
        String device = device(runner);
        if (device == null || runner.instance().transport().source() != null) {
            return;
        }
        String place = device + " " + runner.instance().identity().family();
        IpAddress before = source == null ? sources.remove(place) : sources.put(place, source);
        if (before != null && !before.equals(source)) {
            log.atLevel(detail).log("Deassigned address {} from interface {}", before, device);
        }
        if (source != null && !source.equals(before)) {
            log.atLevel(detail).log("Assigned address {} for interface {}", source, device);
        }
    }

    private static @Nullable String device(InstanceRunner runner) {
        return runner.instance().link().addressInterface();
    }

    private static Set<IpAddress> virtualAddresses(Configuration configuration) {
        Set<IpAddress> all = new HashSet<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            instance.resources().addresses().forEach(address -> all.add(address.address()));
            instance.resources().excluded().forEach(address -> all.add(address.address()));
        }
        return all;
    }

    private static Map<String, SyncGroup> membership(List<SyncGroup> groups) {
        Map<String, SyncGroup> membership = new HashMap<>();
        groups.forEach(group -> group.members().forEach(name -> membership.put(name, group)));
        return membership;
    }

    private final class InstanceEffects implements InstanceRunner.InstanceEffects {

        @Override
        public boolean sendAdvert(InstanceRunner from, int priority) {
            return channels.send(from, priority);
        }

        @Override
        public void hold(InstanceRunner from) {
            resources.hold(from, from.resources());
        }

        @Override
        public void release(InstanceRunner from) {
            resources.release(from, from.resources());
        }

        /// One message per address in turn, then the next round: hosts that missed the first of an
        /// address get the second soon, and no address waits for all messages of another. In
        /// slices, so that adverts do not wait for the announcements of thousands of addresses.
        @Override
        public void announce(InstanceRunner from, Action.Announce action, int first, int end) {
            boolean logged =
                    !action.answer() || answers.admit(from.config().name(), loop.now()) != null;
            List<NeighborAnnouncer.Announcement> all =
                    announcements(from, action.addresses(), logged);
            for (int message = first; message < end; message++) {
                boolean begins = message == 0;
                for (int at = 0; at < all.size(); at += ANNOUNCEMENTS_PER_SLICE) {
                    var slice = all.subList(at, Math.min(all.size(), at + ANNOUNCEMENTS_PER_SLICE));
                    Runnable send = () -> announce(from, slice, begins);
                    if (all.size() <= ANNOUNCEMENTS_PER_SLICE) {
                        bulk.whenSet(send);
                    } else if (begins) {
                        bulk.prompt(send);
                    } else {
                        bulk.add(send);
                    }
                }
            }
        }

        private void announce(
                InstanceRunner from, List<NeighborAnnouncer.Announcement> slice, boolean begins) {
            if (!from.isMaster()) {
                return; // it is over since
            }
            for (NeighborAnnouncer.Announcement each : slice) {
                if (begins && each.logged()) {
                    announcer.begin(from.config().name(), each.link(), each.address());
                }
                announcer.announce(each);
            }
        }

        private List<NeighborAnnouncer.Announcement> announcements(
                InstanceRunner from, List<VirtualAddress> addresses, boolean logged) {
            List<NeighborAnnouncer.Announcement> all = new ArrayList<>(addresses.size());
            for (VirtualAddress address : addresses) {
                String name = address.device() == null ? device(from) : address.device();
                Link link = name == null ? null : network.link(name);
                if (link != null) {
                    boolean ipv6 = address.address().family() == Family.INET6;
                    all.add(
                            new NeighborAnnouncer.Announcement(
                                    from,
                                    link,
                                    network.base(link),
                                    address.address(),
                                    ipv6 && forwarding.ipv6(link.name()),
                                    logged));
                }
            }
            return all;
        }

        @Override
        public void dropAnnouncements(InstanceRunner from) {
            announcer.drop(from);
        }

        @Override
        public void prompt(Runnable work) {
            bulk.prompt(work);
        }

        @Override
        public void say(Runnable line) {
            bulk.say(line);
        }

        @Override
        public void defer(Runnable work) {
            bulk.add(work);
        }

        @Override
        public void announceGroup(InstanceRunner from) {
            SyncGroupRunner group = group(from);
            if (group != null) {
                for (InstanceRunner member : group.members()) {
                    if (!member.equals(from)) {
                        member.on(new Event.Synced(Event.Decision.ANNOUNCE));
                    }
                }
            }
        }

        @Override
        public void transitioned(InstanceRunner from) {
            records.add(from.config(), from.recorded(), loop.now());
        }

        @Override
        public void stateChanged(InstanceRunner from) {
            SyncGroupRunner group = group(from);
            if (group != null) {
                evaluateSoon(group);
            }
        }
    }
}
