package dev.upkeep.checkers.pool;

import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.nft.NftTable;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The entries of the kernel's table that are ours to change or delete: what a configuration names,
/// alive or not. It does not depend on health, so that it changes at reloads only and can be
/// remembered across a restart.
///
/// @param drains services whose servers finish their connections when a reload removes them
///   (`drain_timeout`)
/// @param tables the tables of nftables that are ours
/// @param syncDaemons whether the sync daemons that run are ours (`lvs_sync_daemon`)
public record Ownership(
        Map<ServiceKey, Set<Endpoint>> entries,
        Set<ServiceKey> drains,
        Set<NftTable.Id> tables,
        boolean syncDaemons) {

    public Ownership {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        drains = Set.copyOf(drains);
        tables = Collections.unmodifiableSet(new LinkedHashSet<>(tables));
    }

    /// Entries alone.
    public Ownership(Map<ServiceKey, Set<Endpoint>> entries) {
        this(entries, Set.of(), Set.of(), false);
    }

    /// Returns a copy with these tables of nftables.
    public Ownership withTables(Set<NftTable.Id> others) {
        return new Ownership(entries, drains, others, syncDaemons);
    }

    /// Returns a copy with the sync daemons or without.
    public Ownership withSyncDaemons(boolean ours) {
        return new Ownership(entries, drains, tables, ours);
    }

    /// Nothing is ours.
    public static Ownership nothing() {
        return new Ownership(Map.of());
    }

    /// Returns the entries that the pools of a configuration name: their services, real servers and
    /// sorry servers.
    public static Ownership by(Collection<Pool> pools) {
        Map<ServiceKey, Set<Endpoint>> entries = new LinkedHashMap<>();
        Set<ServiceKey> drains = new LinkedHashSet<>();
        for (Pool pool : pools) {
            pool.names().forEach((key, servers) -> entries.merge(key, servers, Ownership::union));
            if (!pool.service().policy().drainTimeout().isZero()) {
                drains.addAll(pool.kernelKeys());
            }
        }
        return new Ownership(entries, drains, Set.of(), false);
    }

    /// Returns the entries that one service names.
    ///
    /// @param draining servers that it named before a reload and that still drain
    public static Map<ServiceKey, Set<Endpoint>> names(
            VirtualServer service, List<ServiceKey> kernelKeys, Collection<RealServer> draining) {
        Map<Destinations.Shape, Set<Endpoint>> servers = new HashMap<>();
        Map<ServiceKey, Set<Endpoint>> names = new LinkedHashMap<>();
        for (ServiceKey kernelKey : kernelKeys) {
            names.put(
                    kernelKey,
                    servers.computeIfAbsent(
                            Destinations.Shape.of(kernelKey),
                            _ -> servers(service, draining, kernelKey)));
        }
        return names;
    }

    private static Set<Endpoint> servers(
            VirtualServer service, Collection<RealServer> draining, ServiceKey kernelKey) {
        Set<Endpoint> servers = new LinkedHashSet<>();
        for (RealServer server : service.realServers()) {
            servers.add(Destinations.endpoint(server.endpoint(), server.forwarding(), kernelKey));
        }
        for (RealServer server : draining) {
            servers.add(Destinations.endpoint(server.endpoint(), server.forwarding(), kernelKey));
        }
        SorryServer sorry = service.sorryServer();
        if (sorry != null) {
            servers.add(Destinations.endpoint(sorry.endpoint(), sorry.forwarding(), kernelKey));
        }
        return servers;
    }

    /// Returns the entries that either owns.
    public Ownership and(Ownership other) {
        boolean daemons = syncDaemons || other.syncDaemons;
        if (other.entries.isEmpty() && other.tables.isEmpty()) {
            return withSyncDaemons(daemons);
        }
        Map<ServiceKey, Set<Endpoint>> all = new HashMap<>(entries);
        other.entries.forEach((key, servers) -> all.merge(key, servers, Ownership::union));
        Set<NftTable.Id> allTables = new LinkedHashSet<>(tables);
        allTables.addAll(other.tables);
        Set<ServiceKey> allDrains = new LinkedHashSet<>(drains);
        allDrains.addAll(other.drains);
        return new Ownership(all, allDrains, allTables, daemons);
    }

    private static Set<Endpoint> union(Set<Endpoint> a, Set<Endpoint> b) {
        if (a.equals(b) || a.containsAll(b)) {
            return a;
        }
        Set<Endpoint> both = new LinkedHashSet<>(a);
        both.addAll(b);
        return both;
    }

    /// Returns whether the service is ours.
    public boolean has(ServiceKey key) {
        return entries.containsKey(key);
    }

    /// Returns whether the destination is ours.
    public boolean has(ServiceKey key, Endpoint server) {
        return entries.getOrDefault(key, Set.of()).contains(server);
    }
}
