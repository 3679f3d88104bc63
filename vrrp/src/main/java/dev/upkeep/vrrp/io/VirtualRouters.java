package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Action;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.machine.SyncGroupRule;
import dev.upkeep.vrrp.machine.Transition;
import dev.upkeep.vrrp.resource.InstanceResources;
import dev.upkeep.vrrp.resource.NetworkView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All instances of a configuration and what they share. Belongs to the vrrp thread.
final class VirtualRouters {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    private final EventLoop loop;
    private final NetworkView network;
    private final AdvertisementSockets channels;
    private final ResourceReconciler resources;
    private final NeighborAnnouncer announcer;
    private final Forwarding forwarding;
    private final VrrpHooks hooks;
    private final InstanceEffects outlets = new InstanceEffects();
    private Map<RouterKey, InstanceRunner> runners = new LinkedHashMap<>();
    private Map<String, SyncGroup> groups = Map.of();
    private Set<IpAddress> virtual = Set.of();
    private Configuration configuration;
    private boolean started;
    private boolean lookQueued;

    /// Tells whether an interface forwards IPv6, so that its announcements say "router".
    interface Forwarding {
        boolean ipv6(String interfaceName);
    }

    VirtualRouters(
            Configuration configuration,
            EventLoop loop,
            NetworkView network,
            AdvertisementSockets channels,
            ResourceReconciler resources,
            NeighborAnnouncer announcer,
            Forwarding forwarding,
            VrrpHooks hooks) {
        this.configuration = configuration;
        this.loop = loop;
        this.network = network;
        this.channels = channels;
        this.resources = resources;
        this.announcer = announcer;
        this.forwarding = forwarding;
        this.hooks = hooks;
    }

    /// Takes a configuration: goes on with the instances that stay, ends those that left, starts
    /// those that came.
    void apply(Configuration next) {
        resources.transaction(() -> change(next));
    }

    private void change(Configuration next) {
        configuration = next;
        announcer.configure(next.global().vrrp(), next.interfaces().garpGroups());
        groups = membership(next.syncGroups());
        virtual = virtualAddresses(next);
        Map<RouterKey, InstanceRunner> before = runners;
        Map<RouterKey, InstanceRunner> after = new LinkedHashMap<>();
        List<InstanceRunner> fresh = new ArrayList<>();
        for (VrrpInstance instance : next.vrrpInstances()) {
            RouterConfig config = new RouterConfig(instance, groups.get(instance.name()));
            RouterKey key = RouterKey.of(instance);
            InstanceRunner runner = before.remove(key);
            if (runner == null) {
                NetworkConditions around = NetworkConditions.of(config, network, virtual);
                runner = new InstanceRunner(config, around, loop, outlets, hooks, log);
                fresh.add(runner);
            } else {
                runner.reconfigure(config);
            }
            after.put(key, runner);
        }
        before.values().forEach(this::end);
        runners = after;
        channels.serve(after.values(), next.global().vrrp().logUnknownVrids());
        after.values().forEach(this::look);
        Duration delay = started ? Duration.ZERO : next.global().vrrp().startupDelay();
        started = true;
        if (delay.isZero()) {
            start(fresh);
        } else { // until then nothing is sent, and what is heard is not evaluated
            log.info("Delaying startup for {} seconds", delay.toMillis() / 1000.0);
            loop.after(delay, () -> start(fresh));
        }
    }

    private void start(List<InstanceRunner> fresh) {
        List<InstanceRunner> wanted = new ArrayList<>(fresh);
        wanted.retainAll(runners.values()); // a reload may have ended some before they began
        List<SyncGroup> beginning =
                configuration.syncGroups().stream()
                        .filter(group -> wanted.stream().anyMatch(one -> isMember(one, group)))
                        .toList();
        List<SyncGroup> faulty = beginning.stream().filter(this::hasFaultyMember).toList();
        beginning.stream()
                .filter(group -> !faulty.contains(group))
                .forEach(group -> hooks.groupChanged(group, Transition.BACKUP));
        wanted.forEach(runner -> runner.on(firstEvent(runner)));
        faulty.forEach(group -> hooks.groupChanged(group, Transition.FAULT));
        configuration.syncGroups().forEach(this::startOwners);
    }

    /// A member of a group with a faulty member begins in FAULT itself.
    private Event firstEvent(InstanceRunner runner) {
        SyncGroup group = groups.get(runner.config().name());
        return group != null && runner.state().faults().isEmpty() && hasFaultyMember(group)
                ? new Event.Synced(Event.Decision.FAULT)
                : new Event.Started();
    }

    private boolean hasFaultyMember(SyncGroup group) {
        return members(group).stream().anyMatch(member -> !member.state().faults().isEmpty());
    }

    private void end(InstanceRunner gone) {
        boolean deleted = gone.instance().notifications().deletedWanted();
        gone.on(new Event.Stopped(true, deleted ? Transition.DELETED : Transition.FAULT));
    }

    /// Ends all instances.
    ///
    /// @param release false leaves addresses and peers alone
    void stop(boolean release) {
        resources.transaction(() ->
                runners.values()
                        .forEach(runner -> runner.on(new Event.Stopped(release, Transition.STOP))));
        resources.finish();
        configuration.syncGroups().forEach(group -> hooks.groupChanged(group, Transition.STOP));
        channels.close();
        runners = new LinkedHashMap<>();
    }

    /// What all instances are doing, in the order of the configuration.
    List<InstanceStatus> status() {
        return runners.values().stream().map(InstanceRunner::status).toList();
    }

    void clearStatistics() {
        runners.values().forEach(InstanceRunner::clearStatistics);
    }

    /// Takes a change of links or addresses.
    void networkChanged(RouteEvent event) {
        Link before =
                event instanceof RouteEvent.LinkChanged(Link link)
                        ? network.link(link.index())
                        : null;
        network.apply(event);
        switch (event) {
            case RouteEvent.LinkChanged(Link link) -> {
                if (before != null && before.usable() != link.usable()) {
                    log.info("Netlink reports {} {}", link.name(), link.usable() ? "up" : "down");
                }
                if (before == null || !before.name().equals(link.name())) {
                    if (before != null) {
                        log.info(
                                "Interface name has changed from {} to {}",
                                before.name(),
                                link.name());
                        runners.values().forEach(this::look); // while they have sockets
                    }
                    log.info("Interface {} added", link.name());
                    serveChannels();
                }
            }
            case RouteEvent.LinkRemoved(Link link) -> {
                log.info("Interface {} deleted", link.name());
                runners.values().forEach(this::look); // they say goodbye while they have sockets
                serveChannels();
            }
            case RouteEvent.AddressRemoved _ -> {}
            case RouteEvent.AddressChanged _ -> {
                if (!runners.values().stream().allMatch(channels::serves)) {
                    serveChannels();
                }
            }
            case RouteEvent.Resynchronized _ -> {
                log.warn("Netlink notifications were lost: links and addresses were read anew");
                serveChannels();
            }
        }
        resources.networkChanged(event);
        lookSoon();
    }

    private void serveChannels() {
        channels.serve(runners.values(), configuration.global().vrrp().logUnknownVrids());
    }

    /// Evaluates all instances once for all notifications that arrived together.
    private void lookSoon() {
        if (!lookQueued) {
            lookQueued = true;
            loop.execute(() -> {
                lookQueued = false;
                runners.values().forEach(this::look);
            });
        }
    }

    private void look(InstanceRunner runner) {
        runner.look(NetworkConditions.of(runner.config(), network, virtual));
    }

    private static @Nullable String device(InstanceRunner runner) {
        return runner.instance().link().interfaceName();
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

    private static boolean isMember(InstanceRunner runner, SyncGroup group) {
        return group.members().contains(runner.config().name());
    }

    private List<InstanceRunner> members(SyncGroup group) {
        return runners.values().stream().filter(runner -> isMember(runner, group)).toList();
    }

    /// A group whose members all own their addresses is master at once.
    private void startOwners(SyncGroup group) {
        List<InstanceRunner> members = members(group);
        boolean ready =
                members.stream()
                        .allMatch(member ->
                                member.config().owner() && member.state().faults().isEmpty());
        if (ready) {
            synchronize(group, Event.Decision.MASTER);
        }
    }

    private void heardFrom(InstanceRunner member, Action.GroupNews news) {
        SyncGroup group = groups.get(member.config().name());
        if (group == null) {
            return;
        }
        Event.Decision decision =
                SyncGroupRule.decide(
                        news, members(group).stream().map(InstanceRunner::state).toList());
        if (decision != null) {
            synchronize(group, decision);
        }
    }

    private void synchronize(SyncGroup group, Event.Decision decision) {
        List<InstanceRunner> members = members(group);
        List<Object> before =
                members.stream().<Object>map(m -> m.state().role().getClass()).toList();
        members.forEach(member -> member.on(new Event.Synced(decision)));
        List<Object> after =
                members.stream().<Object>map(m -> m.state().role().getClass()).toList();
        Transition told =
                switch (decision) {
                    case MASTER -> Transition.MASTER;
                    case BACKUP, RECOVERED -> Transition.BACKUP;
                    case FAULT -> Transition.FAULT;
                    case ANNOUNCE -> null;
                };
        if (told != null && (!before.equals(after) || decision == Event.Decision.BACKUP)) {
            log.info("VRRP_Group({}) Syncing instances to {} state", group.name(), told);
            hooks.groupChanged(group, told);
        }
    }

    private final class InstanceEffects implements InstanceRunner.InstanceEffects {

        @Override
        public boolean sendAdvert(InstanceRunner from, int priority) {
            return channels.send(from, priority);
        }

        @Override
        public void hold(InstanceRunner from) {
            resources.hold(from, InstanceResources.of(from.instance()));
        }

        @Override
        public void release(InstanceRunner from) {
            resources.release(from, InstanceResources.of(from.instance()));
        }

        /// One message per address in turn, then the next round: hosts that missed the first of an
        /// address get the second soon, and no address waits for all messages of another.
        @Override
        public void announce(InstanceRunner from, Action.Announce action) {
            for (int round = 0; round < action.repeat(); round++) {
                for (VirtualAddress address : action.addresses()) {
                    String name = address.device() == null ? device(from) : address.device();
                    Link link = name == null ? null : network.link(name);
                    if (link != null) {
                        boolean ipv6 = address.address().family() == Family.INET6;
                        announcer.announce(
                                new NeighborAnnouncer.Announcement(
                                        from,
                                        link,
                                        address.address(),
                                        ipv6 && forwarding.ipv6(link.name())));
                    }
                }
            }
        }

        @Override
        public void dropAnnouncements(InstanceRunner from) {
            announcer.drop(from);
        }

        /// Later, when the actions of this step are done: the answer may come back to the member.
        @Override
        public void tellGroup(InstanceRunner from, Action.GroupNews news) {
            loop.execute(() -> heardFrom(from, news));
        }
    }
}
