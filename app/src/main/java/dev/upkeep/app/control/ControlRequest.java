package dev.upkeep.app.control;

import dev.upkeep.checkers.admin.ServerRequest;

/// What may be asked of a running daemon.
public sealed interface ControlRequest {

    /// About real servers: `server list`, `server drain` and so on.
    record Servers(ServerRequest request) implements ControlRequest {}

    /// What a reload with another file would change in the kernel: `plan FILE ID`.
    ///
    /// @param file an absolute path
    /// @param configId which lines beginning with `@ID` count
    record Plan(String file, String configId) implements ControlRequest {}
}
