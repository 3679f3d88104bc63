package dev.upkeep.config.model;

import dev.upkeep.net.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One virtual service (`virtual_server`), defaults filled in. Each component is a topic of its
/// own.
///
/// @param family of a service on a firewall mark or a group too
/// @param persistence null for none
/// @param virtualHost default `Host` header of its HTTP checks
/// @param realServers at least one, without duplicates
public record VirtualServer(
        ServiceAddress address,
        Family family,
        Protocol protocol,
        Scheduling scheduling,
        @Nullable Persistence persistence,
        Forwarding forwarding,
        Quorum quorum,
        @Nullable SorryServer sorryServer,
        ServicePolicy policy,
        @Nullable String virtualHost,
        @Nullable String snmpName,
        List<RealServer> realServers) {

    public VirtualServer {
        realServers = List.copyOf(realServers);
    }
}
