package dev.upkeep.checkers.admin;

import dev.upkeep.checkers.pool.ServerState.AdminState;
import java.util.List;

/// The answer to a [ServerRequest].
public sealed interface ServerAnswer {

    /// The servers, in the order of the configuration.
    record Listed(List<ServerStatus> servers) implements ServerAnswer {
        public Listed {
            servers = List.copyOf(servers);
        }
    }

    /// The adminState was taken, and the kernel was asked for what follows from it.
    ///
    /// @param news false when it was so already
    /// @param service the unambiguous name
    record Changed(boolean news, ServiceName service, ServerName server, AdminState adminState)
            implements ServerAnswer {}

    /// Nothing was done.
    ///
    /// @param reason one line for the operator
    record Refused(String reason) implements ServerAnswer {}
}
