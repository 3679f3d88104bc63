package dev.upkeep.checkers.admin;

import dev.upkeep.netlink.ipvs.Counters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The status of one real server of a virtual server.
///
/// @param service the unambiguous name of the virtual server
/// @param label the name that the configuration gives it (`snmp_name`), null for none
/// @param up every check is up
/// @param unchecked a check cannot run, so that `up` is what was last known
/// @param weight what the configuration, checks and tracked files ask for, 0 - 2147483647
/// @param effectiveWeight that of its entry in the kernel, null for no entry
/// @param connections null when the kernel does not say
/// @param sharers other virtual servers that share a probe of its checks
public record ServerStatus(
        ServiceName service,
        ServerName server,
        @Nullable String label,
        boolean up,
        boolean unchecked,
        int weight,
        @Nullable Integer effectiveWeight,
        Condition condition,
        @Nullable Connections connections,
        List<ServiceName> sharers) {

    public ServerStatus {
        sharers = List.copyOf(sharers);
    }

    /// Makes the status of a server that shares no check.
    public ServerStatus(
            ServiceName service,
            ServerName server,
            @Nullable String label,
            boolean up,
            boolean unchecked,
            int weight,
            @Nullable Integer effectiveWeight,
            Condition condition,
            @Nullable Connections connections) {
        this(
                service,
                server,
                label,
                up,
                unchecked,
                weight,
                effectiveWeight,
                condition,
                connections,
                List.of());
    }

    /// The administrative state, set by the operator or the configuration.
    public enum Condition {
        /// It serves while it is up.
        ENABLED,
        /// The operator keeps new connections away from it.
        DRAINING,
        /// The operator took it out.
        DISABLED,
        /// A reload removed it, and it finishes its connections (`drain_timeout`).
        REMOVED
    }

    /// Connections through the virtual server, of all services that it stands for in the kernel.
    ///
    /// @param active established
    /// @param inactive in any other state
    /// @param persistent templates of persistence
    /// @param counters since its entries were added; outwards as far as answers pass the director
    public record Connections(long active, long inactive, long persistent, Counters counters) {}

    /// Returns a copy with the kernel's counts of connections.
    public ServerStatus with(@Nullable Connections counted) {
        return new ServerStatus(
                service,
                server,
                label,
                up,
                unchecked,
                weight,
                effectiveWeight,
                condition,
                counted,
                sharers);
    }

    /// Returns a copy with the virtual servers that share its checks.
    ServerStatus sharedWith(List<ServiceName> others) {
        return new ServerStatus(
                service,
                server,
                label,
                up,
                unchecked,
                weight,
                effectiveWeight,
                condition,
                connections,
                others);
    }
}
