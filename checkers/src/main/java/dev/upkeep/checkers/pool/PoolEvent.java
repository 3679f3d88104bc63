package dev.upkeep.checkers.pool;

import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.SorryServer;

/// An event of a pool, in order: the source of logs, notify scripts and mail.
public sealed interface PoolEvent {

    /// A server went up.
    record ServerUp(RealServer server) implements PoolEvent {}

    /// A server went down.
    record ServerDown(RealServer server) implements PoolEvent {}

    /// A server that started in the down state was looked at and is down indeed.
    record ServerStaysDown(RealServer server) implements PoolEvent {}

    /// A server was up when the daemon started; reported with `rs_init_notifies`.
    record ServerStartsUp(RealServer server) implements PoolEvent {}

    /// A reload removed the server.
    ///
    /// @param wasUp whether it served until now
    record ServerGone(RealServer server, boolean wasUp) implements PoolEvent {}

    /// The effective weight changed.
    ///
    /// @param active whether the server is up
    record WeightChanged(RealServer server, int from, int to, boolean active)
            implements PoolEvent {}

    /// The quorum is there: `quorum + hysteresis <= live`.
    record QuorumGained(long live) implements PoolEvent {}

    /// The quorum is lost: `quorum - hysteresis > live`.
    record QuorumLost(long live) implements PoolEvent {}

    /// At start or after a reload there is no quorum and the sorry server takes over.
    record QuorumMissing(long live) implements PoolEvent {}

    /// The sorry server begins to serve instead of the live servers.
    record SorryServes(SorryServer sorry) implements PoolEvent {}

    /// The live servers serve again.
    record SorryStops(SorryServer sorry) implements PoolEvent {}
}
