package dev.upkeep.checkers.nft;

import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VirtualServerGroup.Member;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Maps the virtual services of a configuration to services of the kernel: one each, or one per
/// address and firewall mark of a group, or with `nftables_ipvs` one per family on a generated
/// mark.
public record ServiceKeys(Map<String, VirtualServerGroup> groups, GeneratedMarks marks) {

    public ServiceKeys {
        groups = Map.copyOf(groups);
    }

    /// Returns the keys of a configuration.
    ///
    /// @param before the marks of the configuration before it
    public static ServiceKeys of(BalancerConfiguration configuration, GeneratedMarks before) {
        return new ServiceKeys(
                configuration.groupsByName(), GeneratedMarks.of(configuration, before));
    }

    /// Returns the keys of one service, in the order of the configuration; none for a group that
    /// does not exist.
    public List<ServiceKey> of(PoolKey key, VirtualServer service) {
        int protocol = number(service.protocol());
        return switch (service.address()) {
            case ServiceAddress.Address(var endpoint) ->
                    List.of(new ServiceKey.OnAddress(protocol, endpoint));
            case ServiceAddress.FirewallMark(int mark) ->
                    List.of(new ServiceKey.OnMark(service.family(), mark));
            case ServiceAddress.Group(var name) -> {
                VirtualServerGroup group = groups.get(name);
                Integer mark = marks.of(key);
                if (group == null) {
                    yield List.of();
                }
                yield mark == null ? expand(service, protocol, group) : onMark(group, mark);
            }
        };
    }

    /// Returns the members of a group; none for one that does not exist.
    public List<Member> members(String group) {
        VirtualServerGroup found = groups.get(group);
        return found == null ? List.of() : found.members();
    }

    private static List<ServiceKey> onMark(VirtualServerGroup group, int mark) {
        Set<ServiceKey> keys = new LinkedHashSet<>();
        for (Member member : group.members()) {
            if (member instanceof Member.AddressRange range) {
                keys.add(new ServiceKey.OnMark(range.first().family(), mark));
            }
        }
        return List.copyOf(keys);
    }

    private static List<ServiceKey> expand(
            VirtualServer service, int protocol, VirtualServerGroup group) {
        List<ServiceKey> keys = new ArrayList<>();
        group.members().forEach(member -> expand(service, protocol, member, keys));
        return List.copyOf(keys);
    }

    private static void expand(
            VirtualServer service, int protocol, Member member, List<ServiceKey> keys) {
        switch (member) {
            case Member.AddressRange(var first, var last, int port) -> {
                for (IpAddress at = first; ; at = at.plus(1)) {
                    keys.add(new ServiceKey.OnAddress(protocol, new Endpoint(at, port)));
                    if (at.compareTo(last) >= 0) {
                        return;
                    }
                }
            }
            case Member.FirewallMark(int mark, var family) ->
                    keys.add(
                            new ServiceKey.OnMark(
                                    family == null ? service.family() : family, mark));
        }
    }

    /// `IPPROTO_*`.
    public static int number(Protocol protocol) {
        return switch (protocol) {
            case TCP -> 6;
            case UDP -> 17;
            case SCTP -> 132;
        };
    }
}
