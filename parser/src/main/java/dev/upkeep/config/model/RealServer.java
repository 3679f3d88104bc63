package dev.upkeep.config.model;

import dev.upkeep.net.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One real server of a virtual service, defaults filled in.
///
/// @param weight 0 - 2147483647
public record RealServer(
        Endpoint endpoint,
        int weight,
        Forwarding forwarding,
        ConnectionLimits limits,
        boolean inhibitOnFailure,
        boolean alpha,
        ServerNotify notifications,
        @Nullable String virtualHost,
        @Nullable String snmpName,
        List<Checker> checkers) {

    public RealServer {
        checkers = List.copyOf(checkers);
    }
}
