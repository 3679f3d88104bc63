package dev.upkeep.app.control;

import dev.upkeep.checkers.admin.ServerRequest;

/// What may be asked of a running daemon.
public sealed interface ControlRequest {

    /// About real servers: `server list`, `server drain` and so on.
    record Servers(ServerRequest request) implements ControlRequest {}
}
