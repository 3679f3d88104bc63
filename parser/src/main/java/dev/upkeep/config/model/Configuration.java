package dev.upkeep.config.model;

import java.util.List;

/// Everything a configuration says, defaults filled in and references resolved. Equal
/// configurations mean the same: positions in files are not part of it.
public record Configuration(
        ProcessSettings process,
        GlobalDefs global,
        SslSettings ssl,
        StaticResources statics,
        Trackers trackers,
        InterfaceSettings interfaces,
        List<SyncGroup> syncGroups,
        List<VrrpInstance> vrrpInstances,
        List<VirtualServerGroup> virtualServerGroups,
        List<VirtualServer> virtualServers) {

    public Configuration {
        syncGroups = List.copyOf(syncGroups);
        vrrpInstances = List.copyOf(vrrpInstances);
        virtualServerGroups = List.copyOf(virtualServerGroups);
        virtualServers = List.copyOf(virtualServers);
    }
}
