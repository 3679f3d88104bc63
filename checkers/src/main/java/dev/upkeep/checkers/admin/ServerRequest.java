package dev.upkeep.checkers.admin;

import dev.upkeep.checkers.pool.ServerState.AdminState;
import org.jspecify.annotations.Nullable;

/// An operator's request about the servers of a running daemon.
public sealed interface ServerRequest {

    /// Asks for the status of the servers.
    ///
    /// @param service of which virtual server, null for all
    record Show(@Nullable ServiceName service) implements ServerRequest {}

    /// Asks for the status of the checks of the servers.
    ///
    /// @param service of which virtual server, null for all
    record ShowChecks(@Nullable ServiceName service) implements ServerRequest {}

    /// Runs the checks of one real server once; their verdicts stay as they are.
    record CheckNow(ServiceName service, ServerName server) implements ServerRequest {}

    /// Sets the weight of one real server of one virtual server, until the daemon ends.
    ///
    /// @param weight 0-2147483647, null for the configured one
    record Weight(ServiceName service, ServerName server, @Nullable Integer weight)
            implements ServerRequest {}

    /// Drains, disables or enables one real server of one virtual server.
    record Change(ServiceName service, ServerName server, AdminState adminState)
            implements ServerRequest {}
}
