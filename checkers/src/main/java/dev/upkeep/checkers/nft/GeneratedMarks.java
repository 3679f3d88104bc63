package dev.upkeep.checkers.nft;

import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VirtualServerGroup.Member;
import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.nft.NftValue;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The firewall marks that `nftables_ipvs` gives to services on groups of addresses: the kernel's
/// table then has one service per family on the mark, and nftables leads each address to it.
///
/// As in keepalived the marks count up from `nftables_ipvs_start_fwmark` in the order of the
/// services, and groups that hold a firewall mark are served address by address. Unlike there,
/// marks that the configuration names are skipped, and a service keeps its mark when a reload
/// brings others before it.
///
/// @param marks unsigned 32 bits
public record GeneratedMarks(Map<PoolKey, Integer> marks) {

    /// Without `nftables_ipvs`.
    public static final GeneratedMarks NONE = new GeneratedMarks(Map.of());

    public GeneratedMarks {
        marks = Collections.unmodifiableMap(new LinkedHashMap<>(marks));
    }

    /// Returns the marks of a configuration.
    ///
    /// @param before those of the configuration before it
    public static GeneratedMarks of(BalancerConfiguration configuration, GeneratedMarks before) {
        if (configuration.lvs().nftablesTable() == null) {
            return NONE;
        }
        int start = configuration.lvs().nftablesStartMark();
        Map<String, VirtualServerGroup> groups = configuration.groupsByName();
        Set<Integer> taken = named(configuration);
        Map<PoolKey, Integer> marks = new LinkedHashMap<>();
        PoolKey.index(configuration.services())
                .forEach((key, service) -> {
                    if (onAddresses(service, groups)) {
                        marks.put(key, 0);
                        Integer kept = before.of(key);
                        if (kept != null
                                && Integer.compareUnsigned(kept, start) >= 0
                                && taken.add(kept)) {
                            marks.put(key, kept);
                        }
                    }
                });
        int next = start;
        for (Map.Entry<PoolKey, Integer> entry : marks.entrySet()) {
            if (entry.getValue() == 0) {
                while (next == 0 || !taken.add(next)) {
                    next++;
                }
                entry.setValue(next++);
            }
        }
        return new GeneratedMarks(marks);
    }

    /// The marks that the kernel's tables of nftables show for the services of a configuration:
    /// those that a running daemon has given them.
    public static GeneratedMarks seen(
            BalancerConfiguration configuration, Map<NftTable.Id, NftTable> tables) {
        String name = configuration.lvs().nftablesTable();
        if (name == null) {
            return NONE;
        }
        Map<Place, Integer> found = new HashMap<>();
        tables.forEach((id, table) -> {
            if (id.name().equals(name)) {
                table.elements()
                        .forEach((set, elements) -> {
                            for (NftElement element : elements) {
                                Integer mark = element.mark();
                                if (mark != null) {
                                    found.put(new Place(id, set, element.from()), mark);
                                }
                            }
                        });
            }
        });
        Map<String, VirtualServerGroup> groups = configuration.groupsByName();
        Map<PoolKey, Integer> marks = new LinkedHashMap<>();
        PoolKey.index(configuration.services())
                .forEach((key, service) -> {
                    Integer mark = found.get(first(name, service, groups));
                    if (mark != null) {
                        marks.put(key, mark);
                    }
                });
        return new GeneratedMarks(marks);
    }

    /// The place of an element.
    private record Place(NftTable.Id table, String set, List<NftValue> from) {}

    /// Returns the place of a group's first member, null for other services.
    private static @Nullable Place first(
            String table, VirtualServer service, Map<String, VirtualServerGroup> groups) {
        if (!(service.address() instanceof ServiceAddress.Group(var group))) {
            return null;
        }
        VirtualServerGroup found = groups.get(group);
        if (found != null
                && onAddresses(service, groups)
                && found.members().getFirst()
                        instanceof Member.AddressRange(var first, _, int port)) {
            var protocol = FilterProtocol.of(ServiceKeys.number(service.protocol()));
            return new Place(
                    new NftTable.Id(first.family(), table),
                    GroupTables.mapName(protocol),
                    List.of(new NftValue.Address(first), new NftValue.Port(port)));
        }
        return null;
    }

    /// Returns the mark of a service, null for one that has none.
    public @Nullable Integer of(PoolKey key) {
        return marks.get(key);
    }

    private static boolean onAddresses(
            VirtualServer service, Map<String, VirtualServerGroup> groups) {
        if (!(service.address() instanceof ServiceAddress.Group(var name))) {
            return false;
        }
        VirtualServerGroup group = groups.get(name);
        return group != null
                && !group.members().isEmpty()
                && group.members().stream().allMatch(Member.AddressRange.class::isInstance);
    }

    /// Returns the marks that services and groups name, which cannot be generated ones.
    private static Set<Integer> named(BalancerConfiguration configuration) {
        Set<Integer> named = new HashSet<>();
        for (VirtualServer service : configuration.services()) {
            if (service.address() instanceof ServiceAddress.FirewallMark(int mark)) {
                named.add(mark);
            }
        }
        for (VirtualServerGroup group : configuration.groups()) {
            for (Member member : group.members()) {
                if (member instanceof Member.FirewallMark(int mark, _)) {
                    named.add(mark);
                }
            }
        }
        return named;
    }
}
