package dev.upkeep.checkers.nft;

import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.nft.NftChain;
import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftExpression;
import dev.upkeep.netlink.nft.NftExpression.ConnectionKey;
import dev.upkeep.netlink.nft.NftExpression.LoadMeta;
import dev.upkeep.netlink.nft.NftExpression.LoadOriginal;
import dev.upkeep.netlink.nft.NftExpression.MetaKey;
import dev.upkeep.netlink.nft.NftField;
import dev.upkeep.netlink.nft.NftSet;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.nft.NftValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// `lb_kind FNAT`: the part of it that IPVS does not do. IPVS translates the destination; a chain
/// of source translation behind it makes the packet come from the director, so that the answer
/// finds back to it without a route to the client. Connection tracking undoes both on the way back.
///
/// The chain looks at the first packet of a connection that goes to a real server, and takes it
/// when a set has the pair of where the connection began (the virtual service) and where it goes
/// now. So the director's own checks, packets it only routes, and services on the same servers
/// without FNAT stay as they are. There is a kind of set for each way a service is found: by
/// address and port, by address alone (port 0), by firewall mark.
///
/// @param counters `nftables_counters`
/// @param destinations which destinations of which services are translated so, whatever their
///   health
public record FullNat(boolean counters, Map<ServiceKey, Set<Endpoint>> destinations) {

    /// The name of the tables.
    static final String TABLE = "upkeep_fnat";

    /// Before the chains of source translation of others, at 100: the first one to translate wins.
    private static final int PRIORITY = 99;

    public FullNat {
        destinations = Collections.unmodifiableMap(new LinkedHashMap<>(destinations));
    }

    /// An element and where it belongs.
    public record Place(NftTable.Id table, String set, NftElement element) {}

    /// Returns the destinations and tables of a configuration.
    static FullNat of(BalancerConfiguration configuration, ServiceKeys keys) {
        Map<ServiceKey, Set<Endpoint>> destinations = new LinkedHashMap<>();
        if (configuration.services().stream().allMatch(service -> servers(service).isEmpty())) {
            return new FullNat(configuration.filterCounters(), destinations);
        }
        PoolKey.index(configuration.services())
                .forEach((key, service) -> {
                    Set<Endpoint> servers = servers(service);
                    if (!servers.isEmpty()) {
                        keys.of(key, service)
                                .forEach(found -> destinations.putIfAbsent(found, servers));
                    }
                });
        return new FullNat(configuration.filterCounters(), destinations);
    }

    private static Set<Endpoint> servers(VirtualServer service) {
        Set<Endpoint> servers = new LinkedHashSet<>();
        for (RealServer server : service.realServers()) {
            if (server.forwarding() instanceof Forwarding.FullNat) {
                servers.add(server.endpoint());
            }
        }
        SorryServer sorry = service.sorryServer();
        if (sorry != null && sorry.forwarding() instanceof Forwarding.FullNat) {
            servers.add(sorry.endpoint());
        }
        return servers;
    }

    /// Returns the tables for the desired services, by identity.
    public Map<NftTable.Id, NftTable> tables(Map<ServiceKey, Entry> desired) {
        Map<NftTable.Id, Map<String, Set<NftElement>>> elements = new LinkedHashMap<>();
        Map<NftTable.Id, Set<Kind>> kinds = new LinkedHashMap<>();
        destinations
                .keySet()
                .forEach(key -> {
                    NftTable.Id id = id(key);
                    kinds.computeIfAbsent(id, _ -> new TreeSet<>()).add(Kind.of(key));
                    elements.computeIfAbsent(id, _ -> new LinkedHashMap<>());
                    Entry entry = desired.get(key);
                    if (entry != null) {
                        for (Place place : places(key, entry)) {
                            elements.get(id)
                                    .computeIfAbsent(place.set(), _ -> new LinkedHashSet<>())
                                    .add(place.element());
                        }
                    }
                });
        Map<NftTable.Id, NftTable> tables = new LinkedHashMap<>();
        kinds.forEach(
                (id, sets) -> tables.put(id, table(id, sets, elements.getOrDefault(id, Map.of()))));
        return tables;
    }

    /// Returns the elements that belong to one service.
    public Set<Place> places(ServiceKey key, Entry entry) {
        Set<Endpoint> translated = destinations.getOrDefault(key, Set.of());
        Set<Place> places = new LinkedHashSet<>();
        for (Endpoint server : entry.destinations().keySet()) {
            if (translated.contains(server)) {
                places.add(new Place(id(key), Kind.of(key).set(), element(key, server)));
            }
        }
        return places;
    }

    private static NftTable.Id id(ServiceKey key) {
        return new NftTable.Id(key.family(), TABLE);
    }

    private static NftElement element(ServiceKey key, Endpoint server) {
        var address = new NftValue.Address(server.address());
        return switch (key) {
            case ServiceKey.OnMark(_, int mark) -> NftElement.of(new NftValue.Mark(mark), address);
            case ServiceKey.OnAddress(_, var service) -> {
                var virtual = new NftValue.Address(service.address());
                yield service.port() == 0
                        ? NftElement.of(virtual, address)
                        : NftElement.of(
                                virtual,
                                new NftValue.Port(service.port()),
                                address,
                                new NftValue.Port(server.port()));
            }
        };
    }

    private NftTable table(NftTable.Id id, Set<Kind> kinds, Map<String, Set<NftElement>> elements) {
        List<NftSet> sets = new ArrayList<>();
        List<List<NftExpression>> rules = new ArrayList<>();
        for (Kind kind : kinds) {
            sets.add(new NftSet(kind.set(), kind.key(id.family()), false, false, false));
            List<NftExpression> rule = new ArrayList<>(kind.load(id.family()));
            rule.add(new NftExpression.Lookup(kind.set(), 0, null));
            if (counters) {
                rule.add(new NftExpression.Counter());
            }
            rule.add(new NftExpression.Masquerade());
            rules.add(rule);
        }
        var hook = new NftChain.Hook(NftChain.Type.NAT, NftChain.Point.POSTROUTING, PRIORITY);
        return NftTable.of(id, sets, List.of(new NftChain("postrouting", hook, rules)), elements);
    }

    /// A way a service is found, and the set that goes with it.
    private record Kind(Search search, FilterProtocol protocol) implements Comparable<Kind> {

        private enum Search {
            ADDRESS_AND_PORT,
            ADDRESS,
            MARK
        }

        static Kind of(ServiceKey key) {
            return switch (key) {
                case ServiceKey.OnMark _ -> new Kind(Search.MARK, FilterProtocol.TCP); // of any
                case ServiceKey.OnAddress(int protocol, var endpoint) ->
                        new Kind(
                                endpoint.port() == 0 ? Search.ADDRESS : Search.ADDRESS_AND_PORT,
                                FilterProtocol.of(protocol));
            };
        }

        String set() {
            return switch (search) {
                case ADDRESS_AND_PORT -> protocol.text() + "_destinations";
                case ADDRESS -> protocol.text() + "_any_port";
                case MARK -> "marked";
            };
        }

        List<NftField> key(Family family) {
            NftField address = FilterProtocol.address(family);
            return switch (search) {
                case ADDRESS_AND_PORT ->
                        List.of(address, NftField.SERVICE, address, NftField.SERVICE);
                case ADDRESS -> List.of(address, address);
                case MARK -> List.of(NftField.MARK, address);
            };
        }

        /// Returns the expressions that match the protocol and load the key.
        List<NftExpression> load(Family family) {
            int words = FilterProtocol.words(family);
            List<NftExpression> load = new ArrayList<>();
            switch (search) {
                case ADDRESS_AND_PORT -> {
                    load.addAll(protocol.match());
                    load.add(original(family));
                    load.add(new LoadOriginal(ConnectionKey.DESTINATION_PORT, words));
                    load.add(FilterProtocol.loadDestination(family, words + 1));
                    load.add(FilterProtocol.loadDestinationPort(2 * words + 1));
                }
                case ADDRESS -> {
                    load.addAll(protocol.match());
                    load.add(original(family));
                    load.add(FilterProtocol.loadDestination(family, words));
                }
                case MARK -> {
                    load.add(new LoadMeta(MetaKey.MARK, 0));
                    load.add(FilterProtocol.loadDestination(family, 1));
                }
            }
            return load;
        }

        private static NftExpression original(Family family) {
            return switch (family) {
                case INET -> new LoadOriginal(ConnectionKey.DESTINATION_IPV4, 0);
                case INET6 -> new LoadOriginal(ConnectionKey.DESTINATION_IPV6, 0);
            };
        }

        @Override
        public int compareTo(Kind other) {
            int bySearch = search.compareTo(other.search);
            return bySearch != 0 ? bySearch : protocol.compareTo(other.protocol);
        }
    }
}
