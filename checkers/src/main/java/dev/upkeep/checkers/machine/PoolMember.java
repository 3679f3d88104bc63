package dev.upkeep.checkers.machine;

import dev.upkeep.checkers.machine.ServerState.Administrative;
import dev.upkeep.config.model.RealServer;
import java.util.List;

/// One real server of a [Pool], which alone changes it. What is derived (`state`) is kept beside
/// what it is derived from.
final class PoolMember {
    final RealServer server;
    final List<CheckState> checks;
    long added;
    Administrative administrative;
    boolean toldDown;
    ServerState state;

    PoolMember(RealServer server, List<CheckState> checks, long added, Administrative wish) {
        this.server = server;
        this.checks = checks;
        this.added = added;
        this.administrative = wish;
        this.state = ServerState.of(server, checks, added, wish);
    }

    ServerState derive() {
        return ServerState.of(server, checks, added, administrative);
    }
}
