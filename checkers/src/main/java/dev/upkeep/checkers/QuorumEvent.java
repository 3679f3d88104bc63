package dev.upkeep.checkers;

import dev.upkeep.config.model.VirtualServer;

/// A service gained or lost its quorum.
///
/// @param serviceName as in keepalived's FIFO lines: `[10.0.0.10]:tcp:80`, `FWM 7`, `[web]:0`
/// @param live sum of the weights of live servers
public record QuorumEvent(
        VirtualServer service,
        String serviceName,
        boolean up,
        ServerEvent.Cause cause,
        long live) {}
