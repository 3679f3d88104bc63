package dev.upkeep.config.model;

import java.util.List;

/// Everything a configuration says, defaults filled in and references resolved. Equal
/// configurations mean the same: positions in files are not part of it.
public record Configuration(
        ProcessSettings process,
        GlobalDefs global,
        SslSettings ssl,
        List<VirtualAddress> staticAddresses,
        List<Route> staticRoutes,
        List<RoutingRule> staticRules,
        List<TrackGroup> trackGroups,
        List<VrrpScript> scripts,
        List<TrackProcess> trackProcesses,
        List<TrackFile> trackFiles,
        List<BfdInstance> bfdInstances,
        List<GarpGroup> garpGroups,
        List<Linkbeat> linkbeats,
        List<InterfaceDelay> interfaceDelays,
        List<SyncGroup> syncGroups,
        List<VrrpInstance> vrrpInstances,
        List<VirtualServerGroup> virtualServerGroups,
        List<VirtualServer> virtualServers) {

    public Configuration {
        staticAddresses = List.copyOf(staticAddresses);
        staticRoutes = List.copyOf(staticRoutes);
        staticRules = List.copyOf(staticRules);
        trackGroups = List.copyOf(trackGroups);
        scripts = List.copyOf(scripts);
        trackProcesses = List.copyOf(trackProcesses);
        trackFiles = List.copyOf(trackFiles);
        bfdInstances = List.copyOf(bfdInstances);
        garpGroups = List.copyOf(garpGroups);
        linkbeats = List.copyOf(linkbeats);
        interfaceDelays = List.copyOf(interfaceDelays);
        syncGroups = List.copyOf(syncGroups);
        vrrpInstances = List.copyOf(vrrpInstances);
        virtualServerGroups = List.copyOf(virtualServerGroups);
        virtualServers = List.copyOf(virtualServers);
    }
}
