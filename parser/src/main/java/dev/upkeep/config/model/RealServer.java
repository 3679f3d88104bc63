package dev.upkeep.config.model;

import dev.upkeep.net.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One real server of a virtual service, defaults filled in.
///
/// @param weight 0 - 2147483647
/// @param upperThreshold connections above which it gets no new ones; 0 for none (unsigned 32 bits)
/// @param lowerThreshold connections below which it gets new ones again; 0 for none (unsigned 32
///   bits)
public record RealServer(
        Endpoint endpoint,
        int weight,
        Forwarding forwarding,
        long upperThreshold,
        long lowerThreshold,
        boolean inhibitOnFailure,
        boolean alpha,
        boolean smtpAlert,
        @Nullable Script notifyUp,
        @Nullable Script notifyDown,
        @Nullable String virtualHost,
        @Nullable String snmpName,
        List<Checker> checkers) {

    public RealServer {
        checkers = List.copyOf(checkers);
    }
}
