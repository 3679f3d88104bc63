package dev.upkeep.checkers.pool;

import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.config.model.RealServer;
import java.util.List;

/// One real server of a [Pool], which alone changes it. What is derived (`state`) is kept beside
/// what it is derived from.
final class PoolMember {
    final RealServer server;
    final List<CheckState> checks;
    long added;
    AdminState adminState;
    boolean downReported;
    int rampPermille = ServerState.FULL;
    ServerState state;

    PoolMember(RealServer server, List<CheckState> checks, long added, AdminState adminState) {
        this.server = server;
        this.checks = checks;
        this.added = added;
        this.adminState = adminState;
        this.state = ServerState.of(server, checks, added, adminState, rampPermille);
    }

    ServerState derive() {
        return ServerState.of(server, checks, added, adminState, rampPermille);
    }
}
