package dev.upkeep.checkers.pool;

import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.config.model.RealServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One real server of a [Pool], which alone changes it. What is derived (`state`) is kept beside
/// what it is derived from.
final class PoolMember {
    final RealServer server;
    final List<CheckState> checks;
    long added;
    AdminState adminState;

    /// What the operator set in place of the configured weight, null for nothing.
    @Nullable Integer operatorWeight;

    boolean downReported;
    int rampPermille = ServerState.FULL;
    ServerState state;

    PoolMember(RealServer server, List<CheckState> checks, long added, AdminState adminState) {
        this.server = server;
        this.checks = checks;
        this.added = added;
        this.adminState = adminState;
        this.state = derive();
    }

    ServerState derive() {
        int base = operatorWeight == null ? server.weight() : operatorWeight;
        return ServerState.of(base, checks, added, adminState, rampPermille);
    }
}
