package dev.upkeep.checkers.nft;

import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup.Member;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.nft.NftChain;
import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftExpression;
import dev.upkeep.netlink.nft.NftField;
import dev.upkeep.netlink.nft.NftSet;
import dev.upkeep.netlink.nft.NftTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tables of `nftables_ipvs`, one per family: maps from addresses and ports of groups to the
/// generated firewall marks, and a chain that marks packets before IPVS sees them. Names and rules
/// are those of keepalived. A group address without a port stands for every port, where keepalived
/// 2.2.7 makes an element with port 0, which never matches.
public final class GroupTables {

    private GroupTables() {}

    /// Returns the tables of a configuration; empty without `nftables_ipvs`.
    static Map<NftTable.Id, NftTable> of(BalancerConfiguration configuration, ServiceKeys keys) {
        String name = configuration.lvs().nftablesTable();
        if (name == null) {
            return Map.of();
        }
        Map<Family, Map<FilterProtocol, MarkMap>> maps = new EnumMap<>(Family.class);
        PoolKey.index(configuration.services())
                .forEach((key, service) -> {
                    Integer mark = keys.marks().of(key);
                    if (mark != null) {
                        collect(service, keys, mark, maps);
                    }
                });
        Map<NftTable.Id, NftTable> tables = new LinkedHashMap<>();
        maps.forEach((family, perProtocol) -> {
            var id = new NftTable.Id(family, name);
            tables.put(id, table(id, perProtocol, configuration));
        });
        return tables;
    }

    /// Returns the name of the map of a protocol.
    public static String mapName(FilterProtocol protocol) {
        return protocol.text() + "_map";
    }

    private static void collect(
            VirtualServer service,
            ServiceKeys keys,
            int mark,
            Map<Family, Map<FilterProtocol, MarkMap>> maps) {
        var protocol = FilterProtocol.of(ServiceKeys.number(service.protocol()));
        if (!(service.address() instanceof ServiceAddress.Group(var group))) {
            return;
        }
        for (Member member : keys.members(group)) {
            if (member instanceof Member.AddressRange(var first, var last, int port)) {
                maps.computeIfAbsent(first.family(), _ -> new EnumMap<>(FilterProtocol.class))
                        .computeIfAbsent(protocol, _ -> new MarkMap())
                        .add(first, last, port, mark);
            }
        }
    }

    private static NftTable table(
            NftTable.Id id,
            Map<FilterProtocol, MarkMap> maps,
            BalancerConfiguration configuration) {
        boolean counters = configuration.filterCounters();
        Family family = id.family();
        List<NftSet> sets = new ArrayList<>();
        List<List<NftExpression>> rules = new ArrayList<>();
        Map<String, Set<NftElement>> elements = new LinkedHashMap<>();
        maps.forEach((protocol, map) -> {
            String name = mapName(protocol);
            List<NftField> key = List.of(FilterProtocol.address(family), NftField.SERVICE);
            sets.add(new NftSet(name, key, true, true, counters));
            elements.put(name, map.elements());
            List<NftExpression> rule = new ArrayList<>(protocol.match());
            rule.add(FilterProtocol.loadDestination(family, 0));
            rule.add(FilterProtocol.loadDestinationPort(FilterProtocol.words(family)));
            rule.add(new NftExpression.Lookup(name, 0, 0));
            rule.add(new NftExpression.SetMark(0));
            if (counters) {
                rule.add(new NftExpression.Counter());
            }
            rule.add(new NftExpression.Verdict(NftExpression.Code.RETURN));
            rules.add(rule);
        });
        var hook =
                new NftChain.Hook(
                        NftChain.Type.FILTER,
                        NftChain.Point.INPUT,
                        configuration.lvs().nftablesPriority());
        return NftTable.of(id, sets, List.of(new NftChain("in", hook, rules)), elements);
    }
}
