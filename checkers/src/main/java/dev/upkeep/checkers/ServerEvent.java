package dev.upkeep.checkers;

import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.VirtualServer;

/// A real server went up or down.
///
/// @param serviceName as in keepalived's FIFO lines: `[10.0.0.10]:tcp:80`, `FWM 7`, `[web]:0`
/// @param serverName `[10.0.0.21]:tcp:80`
/// @param detail one line for mail: `TCP CHECK failed on service`
public record ServerEvent(
        VirtualServer service,
        String serviceName,
        RealServer server,
        String serverName,
        boolean up,
        Cause cause,
        String detail) {

    /// The cause of the event.
    public enum Cause {
        /// At start, with `rs_init_notifies` or for a missing quorum.
        START,
        /// A check decided.
        CHECK,
        /// The operator changed it at run time.
        OPERATOR,
        /// A reload removed or changed it.
        RELOAD,
        /// The daemon stops, and the service has `omega`.
        STOP
    }
}
