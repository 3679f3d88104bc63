package dev.upkeep.checkers.nft;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.config.model.SslSettings;
import dev.upkeep.config.model.TrackFile;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The part of a configuration that concerns checks and the kernel's load balancer.
///
/// @param filterCounters `nftables_counters`
/// @param quorumAddresses static addresses with `while_quorum`
public record BalancerConfiguration(
        LvsGlobals lvs,
        SslSettings ssl,
        List<TrackFile> trackFiles,
        List<VirtualServerGroup> groups,
        List<VirtualServer> services,
        boolean filterCounters,
        Set<IpAddress> quorumAddresses) {

    public BalancerConfiguration {
        trackFiles = List.copyOf(trackFiles);
        groups = List.copyOf(groups);
        services = List.copyOf(services);
        quorumAddresses = Set.copyOf(quorumAddresses);
    }

    /// Takes the part of a whole configuration.
    public static BalancerConfiguration of(Configuration configuration) {
        return new BalancerConfiguration(
                configuration.global().lvs(),
                configuration.ssl(),
                configuration.trackers().files(),
                configuration.virtualServerGroups(),
                configuration.virtualServers(),
                configuration.global().packetFilter().counters(),
                configuration.statics().addresses().stream()
                        .filter(address -> address.has(VirtualAddress.Flag.WHILE_QUORUM))
                        .map(VirtualAddress::address)
                        .collect(Collectors.toSet()));
    }

    /// Returns the groups by name; of two with the same name the first.
    public Map<String, VirtualServerGroup> groupsByName() {
        return groups.stream()
                .collect(Collectors.toMap(VirtualServerGroup::name, group -> group, (a, _) -> a));
    }
}
