package dev.upkeep.checkers.admin;

import dev.upkeep.checkers.pool.ServerState.AdminState;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    /// @param effective false when it was so already
    /// @param service the unambiguous name
    record Changed(boolean effective, ServiceName service, ServerName server, AdminState adminState)
            implements ServerAnswer {}

    /// The weight was taken, and the kernel was asked for what follows from it.
    ///
    /// @param effective false when it was so already
    /// @param service the unambiguous name
    /// @param weight null for the configured one
    record Weighed(
            boolean effective, ServiceName service, ServerName server, @Nullable Integer weight)
            implements ServerAnswer {}

    /// The checks, in the order of the configuration.
    record Checks(List<CheckStatus> checks) implements ServerAnswer {
        public Checks {
            checks = List.copyOf(checks);
        }
    }

    /// The actions and results of checks, line by line.
    ///
    /// @param passed whether every check passed
    record Report(List<String> lines, boolean passed) implements ServerAnswer {
        public Report {
            lines = List.copyOf(lines);
        }
    }

    /// Nothing was done.
    ///
    /// @param reason one line for the operator
    record Refused(String reason) implements ServerAnswer {}
}
