package dev.upkeep.checkers.admin;

import dev.upkeep.netlink.ipvs.Counters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Status of a virtual server.
///
/// @param name the unambiguous one
/// @param label the name that the configuration gives it (`snmp_name`), null for none
/// @param scheduler `rr`, `wlc`, ..
/// @param sorryServer null for none
/// @param removed a reload removed it, and its servers finish their connections
/// @param traffic of all services that it stands for in the kernel, null when the kernel does not
///   say
/// @param servers those of the configuration, then those that a reload removed
/// @param checks of all servers, in the order of the configuration
public record PoolStatus(
        ServiceName name,
        @Nullable String label,
        String scheduler,
        QuorumStatus quorum,
        @Nullable ServerName sorryServer,
        boolean removed,
        @Nullable Counters traffic,
        List<ServerStatus> servers,
        List<CheckStatus> checks) {

    public PoolStatus {
        servers = List.copyOf(servers);
        checks = List.copyOf(checks);
    }

    /// The quorum and the servers that make it.
    ///
    /// @param required weight that must be live, 0 where every weight is 0
    /// @param hysteresis how much more gains the quorum, and how much less loses it
    /// @param live weight of live servers
    public record QuorumStatus(long required, long hysteresis, long live, boolean up) {}

    /// Returns a copy with the kernel's counters and the servers with theirs.
    public PoolStatus counted(@Nullable Counters counted, List<ServerStatus> next) {
        return new PoolStatus(
                name, label, scheduler, quorum, sorryServer, removed, counted, next, checks);
    }
}
