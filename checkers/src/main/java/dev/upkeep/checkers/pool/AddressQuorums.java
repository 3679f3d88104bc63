package dev.upkeep.checkers.pool;

import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.net.IpAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The quorum of addresses: an address is served while every virtual server with it has its quorum,
/// and there is one.
///
/// @param users the pools of the virtual servers with each address
public record AddressQuorums(Map<IpAddress, List<Pool>> users) {

    /// No address depends on a quorum.
    public static final AddressQuorums NONE = new AddressQuorums(Map.of());

    /// Returns the quorums of some addresses.
    ///
    /// @param groups all `virtual_server_group` blocks
    public static AddressQuorums of(
            Set<IpAddress> addresses,
            Collection<Pool> pools,
            Collection<VirtualServerGroup> groups) {
        Map<IpAddress, List<Pool>> users = new HashMap<>();
        for (IpAddress address : addresses) {
            users.put(
                    address,
                    pools.stream()
                            .filter(pool -> pool.service().address().covers(address, groups))
                            .toList());
        }
        return new AddressQuorums(Map.copyOf(users));
    }

    /// Returns the addresses all of whose virtual servers have their quorum now.
    public Set<IpAddress> served() {
        Set<IpAddress> served = new HashSet<>();
        users.forEach((address, pools) -> {
            if (!pools.isEmpty() && pools.stream().allMatch(Pool::quorumUp)) {
                served.add(address);
            }
        });
        return served;
    }
}
