package dev.upkeep.checkers.pool;

import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A virtual service with what is known of its servers: results of checks go in, events come out,
/// and the entries that the kernel should have can be asked for at any time. It touches nothing
/// outside itself. A result costs the same however many servers there are. Some lines over 400, as
/// all of it works on the same few derived values.
public final class Pool {

    private final PoolKey key;
    private final VirtualServer service;
    private final List<ServiceKey> kernelKeys;
    private final List<PoolMember> members;

    /// Servers that were removed or disabled and that finish their connections (`drain_timeout`).
    private final Map<Endpoint, RealServer> draining = new LinkedHashMap<>();

    private final boolean removed;
    private long live;
    private boolean quorumUp;

    /// The last result of [#entries], null when that may have changed.
    private @Nullable List<Entry> entries;

    /// The last result of [#names], null when that may have changed.
    private @Nullable Map<ServiceKey, Set<Endpoint>> names;

    private Pool(
            PoolKey key,
            VirtualServer service,
            List<ServiceKey> kernelKeys,
            List<PoolMember> members,
            boolean removed) {
        this.key = key;
        this.service = service;
        this.kernelKeys = List.copyOf(kernelKeys);
        this.members = members;
        this.removed = removed;
        this.live = members.stream().mapToLong(member -> member.state.liveWeight()).sum();
    }

    /// Returns a pool without history.
    ///
    /// @param kernelKeys the services it stands for in the kernel
    public static Pool fresh(PoolKey key, VirtualServer service, List<ServiceKey> kernelKeys) {
        List<PoolMember> members = new ArrayList<>(service.realServers().size());
        for (RealServer server : service.realServers()) {
            members.add(new PoolMember(server, CheckState.initial(server), 0, AdminState.ENABLED));
        }
        return new Pool(key, service, kernelKeys, members, false);
    }

    /// Returns the remainder of this pool when a reload removes the service: with `drain_timeout` a
    /// service whose servers finish their connections, else null.
    public @Nullable Pool remainder() {
        Pool rest = new Pool(key, service, kernelKeys, List.of(), true);
        if (!service.policy().drainTimeout().isZero()) {
            rest.draining.putAll(draining);
            for (PoolMember member : members) {
                if (member.state.serves()) {
                    rest.draining.put(member.server.endpoint(), member.server);
                }
            }
        }
        return rest.draining.isEmpty() ? null : rest;
    }

    /// The events of the start: a quorum that is there is gained, one that is missing is only
    /// reported when a sorry server takes over.
    ///
    /// @param reportServers `rs_init_notifies`
    public List<PoolEvent> begin(boolean reportServers) {
        List<PoolEvent> events = new ArrayList<>();
        for (PoolMember member : members) {
            if (reportServers && member.state.serves()) {
                events.add(new PoolEvent.ServerStartsUp(member.server));
            }
        }
        settleQuorum(true, events);
        return events;
    }

    /// Takes over what the pool of the same service knew before a reload. A server is the same by
    /// address and port, a check by all of its parameters; a changed check is a new one.
    ///
    /// @return what the reload changed
    public List<PoolEvent> succeed(Pool old) {
        Map<Endpoint, PoolMember> before = new HashMap<>();
        old.members.forEach(member -> before.put(member.server.endpoint(), member));
        List<PoolEvent> events = new ArrayList<>();
        List<PoolEvent> changes = new ArrayList<>();
        for (PoolMember member : members) {
            PoolMember same = before.remove(member.server.endpoint());
            if (same != null) {
                inherit(member, same, changes);
            }
        }
        draining.putAll(old.draining);
        for (PoolMember gone : before.values()) {
            events.add(new PoolEvent.ServerGone(gone.server, gone.state.serves()));
            if (gone.state.serves() && !service.policy().drainTimeout().isZero()) {
                draining.put(gone.server.endpoint(), gone.server);
            }
        }
        members.forEach(this::settleDraining);
        events.addAll(changes);
        live = members.stream().mapToLong(member -> member.state.liveWeight()).sum();
        quorumUp = old.quorumUp;
        entries = null;
        names = null;
        settleQuorum(!quorumUp && service.sorryServer() != null && !old.sorryServes(), events);
        return events;
    }

    /// Ends the draining of a server that is configured again, unless it is disabled.
    private void settleDraining(PoolMember member) {
        Endpoint endpoint = member.server.endpoint();
        if (member.adminState == AdminState.DISABLED) {
            draining.replace(endpoint, member.server);
        } else {
            draining.remove(endpoint);
        }
    }

    private static void inherit(PoolMember member, PoolMember same, List<PoolEvent> events) {
        List<CheckState> left = new ArrayList<>(same.checks);
        List<Checker> leftCheckers = new ArrayList<>(same.server.checkers());
        for (int i = 0; i < member.checks.size(); i++) {
            int at = leftCheckers.indexOf(member.server.checkers().get(i));
            if (at >= 0) {
                member.checks.set(i, left.remove(at));
                leftCheckers.remove(at);
            }
        }
        member.added = same.added;
        member.adminState = same.adminState;
        member.operatorWeight = same.operatorWeight;
        member.downReported = same.downReported;
        member.state = member.derive();
        addChanges(member, same.state, events);
    }

    /// Returns the events of all servers that go when a reload removes the service.
    public List<PoolEvent> end() {
        List<PoolEvent> events = new ArrayList<>();
        for (PoolMember member : members) {
            events.add(new PoolEvent.ServerGone(member.server, member.state.serves()));
        }
        return events;
    }

    /// Sets the state of a check.
    ///
    /// @param server index of the server
    /// @param check index of the check of that server
    public List<PoolEvent> check(int server, int check, CheckState state) {
        PoolMember member = members.get(server);
        CheckState before = member.checks.set(check, state);
        boolean firstVerdict = state.judged() && !before.judged();
        List<PoolEvent> events = update(member);
        boolean staysDown = firstVerdict && !state.up() && !before.up();
        if (staysDown && !member.downReported && member.adminState != AdminState.DISABLED) {
            member.downReported = true;
            events.add(new PoolEvent.ServerStaysDown(member.server));
        }
        return events;
    }

    /// Restores the administrative state of an earlier run, before [#begin] and without an event. A
    /// disabled server may still have connections from then, so with `drain_timeout` it drains as
    /// when it was disabled.
    public void restore(int server, AdminState adminState) {
        PoolMember member = members.get(server);
        boolean drains =
                adminState == AdminState.DISABLED
                        && !service.policy().drainTimeout().isZero()
                        && member.state.serves();
        live -= member.state.liveWeight();
        member.adminState = adminState;
        member.state = member.derive();
        live += member.state.liveWeight();
        if (drains) {
            draining.put(member.server.endpoint(), member.server);
        }
        entries = null;
        names = null;
    }

    /// Sets the administrative state at run time. With `drain_timeout` a disabled server that is in
    /// the table stays there with weight 0 until [#endDrain].
    public List<PoolEvent> setAdminState(int server, AdminState adminState) {
        PoolMember member = members.get(server);
        if (member.adminState == adminState) {
            return List.of();
        }
        boolean drains =
                adminState == AdminState.DISABLED
                        && !service.policy().drainTimeout().isZero()
                        && effectiveWeight(member.server) != null;
        member.adminState = adminState;
        settleDraining(member);
        if (drains) {
            draining.put(member.server.endpoint(), member.server);
        }
        names = null;
        return update(member);
    }

    /// Sets the weight that stands for the configured one.
    ///
    /// @param weight 0-2147483647, null for the configured one
    public List<PoolEvent> setWeight(int server, @Nullable Integer weight) {
        PoolMember member = members.get(server);
        member.operatorWeight = weight;
        return update(member);
    }

    /// Returns the weight that the operator set in place of the configured one, null for none.
    public @Nullable Integer operatorWeight(int server) {
        return members.get(server).operatorWeight;
    }

    /// Sets the sum of the weights of tracked files and BFD sessions.
    public List<PoolEvent> addedWeight(int server, long added) {
        PoolMember member = members.get(server);
        member.added = added;
        return update(member);
    }

    /// Sets which share of its weight a server has in the kernel while it comes back.
    ///
    /// @param permille 0-1000
    /// @return whether the entries are others than before
    public boolean ramp(int server, int permille) {
        PoolMember member = members.get(server);
        if (member.rampPermille == permille) {
            return false;
        }
        member.rampPermille = permille;
        update(member);
        return true;
    }

    private List<PoolEvent> update(PoolMember member) {
        ServerState before = member.state;
        member.state = member.derive();
        if (member.state.equals(before)) {
            return new ArrayList<>();
        }
        live += member.state.liveWeight() - before.liveWeight();
        entries = null;
        List<PoolEvent> events = new ArrayList<>();
        addChanges(member, before, events);
        settleQuorum(false, events);
        return events;
    }

    private static void addChanges(PoolMember member, ServerState before, List<PoolEvent> events) {
        ServerState now = member.state;
        if (now.weight() != before.weight()) {
            events.add(
                    new PoolEvent.WeightChanged(
                            member.server, before.weight(), now.weight(), before.serves()));
        }
        if (now.serves() && !before.serves()) {
            events.add(new PoolEvent.ServerUp(member.server));
        } else if (!now.serves() && before.serves()) {
            member.downReported = true;
            events.add(new PoolEvent.ServerDown(member.server));
        }
    }

    /// Re-evaluates the quorum.
    ///
    /// @param reportMissing whether a quorum that was and is missing is an event, given a sorry
    ///   server
    private void settleQuorum(boolean reportMissing, List<PoolEvent> events) {
        SorryServer sorry = service.sorryServer();
        boolean before = quorumUp;
        entries = null;
        quorumUp = QuorumRule.isUp(service.quorum(), live, before);
        if (quorumUp && !before) {
            events.add(new PoolEvent.QuorumGained(live));
            if (sorry != null && !reportMissing) {
                events.add(new PoolEvent.SorryStops(sorry));
            }
        } else if (!quorumUp && (before || (reportMissing && sorry != null))) {
            events.add(before ? new PoolEvent.QuorumLost(live) : new PoolEvent.QuorumMissing(live));
            if (sorry != null) {
                events.add(new PoolEvent.SorryServes(sorry));
            }
        }
    }

    /// Identity.
    public PoolKey key() {
        return key;
    }

    /// Returns the virtual server as it is configured.
    public VirtualServer service() {
        return service;
    }

    /// Returns the services it stands for in the kernel.
    public List<ServiceKey> kernelKeys() {
        return kernelKeys;
    }

    /// Returns whether it is what is left of a service that a reload removed ([#remainder]).
    public boolean removed() {
        return removed;
    }

    /// Returns whether the quorum is there.
    public boolean quorumUp() {
        return quorumUp;
    }

    /// Returns whether the sorry server stands in.
    public boolean sorryServes() {
        return !quorumUp && service.sorryServer() != null;
    }

    /// Sum of the weights of live servers.
    public long live() {
        return live;
    }

    /// Returns the servers with a state, by their index; none when the service itself was removed.
    public List<RealServer> members() {
        return removed ? List.of() : service.realServers();
    }

    /// Servers that were removed or disabled and that finish their connections (`drain_timeout`).
    public Collection<RealServer> draining() {
        return List.copyOf(draining.values());
    }

    /// Returns where the kernel has a server, by the services that the pool stands for.
    public Map<ServiceKey, Endpoint> places(RealServer server) {
        Map<ServiceKey, Endpoint> places = new LinkedHashMap<>();
        for (ServiceKey kernelKey : kernelKeys) {
            places.put(
                    kernelKey,
                    Destinations.endpoint(server.endpoint(), server.forwarding(), kernelKey));
        }
        return places;
    }

    /// Returns the weight that a server should have in the kernel now, null for no entry.
    public @Nullable Integer effectiveWeight(RealServer server) {
        for (Entry entry : entries()) {
            ServiceKey kernelKey = entry.service().key();
            Destination destination =
                    entry.destinations()
                            .get(
                                    Destinations.endpoint(
                                            server.endpoint(), server.forwarding(), kernelKey));
            if (destination != null) {
                return destination.weight();
            }
        }
        return null;
    }

    /// Lets a draining server go.
    ///
    /// @return false when it was not draining
    public boolean endDrain(Endpoint server) {
        entries = null;
        names = null;
        return draining.remove(server) != null;
    }

    /// Returns the state of a server.
    public ServerState state(int server) {
        return members.get(server).state;
    }

    /// Returns the state of a check.
    public CheckState checkState(int server, int check) {
        return members.get(server).checks.get(check);
    }

    private Map<Endpoint, Destination> destinations(List<ServerState> states, ServiceKey key) {
        Map<Endpoint, Destination> desired =
                removed ? new LinkedHashMap<>() : Destinations.of(service, states, quorumUp, key);
        for (RealServer server : draining.values()) {
            Destination draining = Destinations.draining(server, key);
            desired.putIfAbsent(draining.endpoint(), draining);
        }
        return desired;
    }

    /// The entries that the kernel should have now, one per service it stands for. As long as
    /// nothing changes they are the same objects, so that comparing tables costs next to nothing.
    public List<Entry> entries() {
        List<Entry> now = entries;
        if (now == null) {
            now = makeEntries();
            entries = now;
        }
        return now;
    }

    private List<Entry> makeEntries() {
        List<ServerState> states = members.stream().map(member -> member.state).toList();
        Map<Destinations.Shape, Map<Endpoint, Destination>> byShape = new HashMap<>();
        List<Entry> made = new ArrayList<>(kernelKeys.size());
        for (ServiceKey kernelKey : kernelKeys) {
            Map<Endpoint, Destination> destinations =
                    byShape.computeIfAbsent(
                            Destinations.Shape.of(kernelKey), _ -> destinations(states, kernelKey));
            made.add(new Entry(Destinations.service(service, kernelKey), destinations));
        }
        return List.copyOf(made);
    }

    /// Returns the entries of the kernel's table that the pool owns, alive or not.
    public Map<ServiceKey, Set<Endpoint>> names() {
        Map<ServiceKey, Set<Endpoint>> now = names;
        if (now == null) {
            now = Ownership.names(service, kernelKeys, draining.values());
            names = now;
        }
        return now;
    }
}
