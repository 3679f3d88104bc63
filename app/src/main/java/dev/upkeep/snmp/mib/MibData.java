package dev.upkeep.snmp.mib;

import dev.upkeep.checkers.admin.PoolStatus;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.resource.NetworkView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the objects are computed from.
///
/// @param version the first line of `--version`
/// @param instances in the order of the configuration
/// @param processes how many run, by the name of their `vrrp_track_process`
/// @param pools in the order of the configuration
/// @param network the interfaces of this machine
/// @param started when the daemon started
/// @param now when it was asked
public record MibData(
        String version,
        Configuration configuration,
        List<InstanceStatus> instances,
        Map<String, Integer> processes,
        List<PoolStatus> pools,
        NetworkView network,
        Instant started,
        Instant now) {

    public MibData {
        instances = List.copyOf(instances);
        processes = Map.copyOf(processes);
        pools = List.copyOf(pools);
    }

    /// The index of an interface, 0 for one that is not there.
    int indexOf(@Nullable String name) {
        Link link = name == null ? null : network.link(name);
        return link == null ? 0 : link.index();
    }
}
