package dev.upkeep.app.control;

import dev.upkeep.app.process.ReloadOptions;
import dev.upkeep.checkers.admin.ServerRequest;
import dev.upkeep.vrrp.io.SteeringRequest;
import java.time.Duration;

/// A request to a running daemon.
public sealed interface ControlRequest {

    /// Returns how long its answer may take, from the request.
    default Duration limit() {
        return Duration.ofSeconds(5);
    }

    /// Reads the configuration anew and answers when the kernel has it: `reload`, with `changes`,
    /// `force` and `confirm SECONDS` behind it.
    record Reload(ReloadOptions options) implements ControlRequest {

        /// As long as the kernel may take for a table of a hundred thousand servers.
        public static final Duration LIMIT = Duration.ofMinutes(2);

        @Override
        public Duration limit() {
            return LIMIT;
        }
    }

    /// Ends the process and has its parent start it again: `restart`. Kernel state stays in place.
    record Restart() implements ControlRequest {}

    /// Ends the daemon, parent and all, with kernel state in place for a daemon that is started
    /// later: `handover`.
    record Handover() implements ControlRequest {}

    /// About real servers: `server list`, `server drain` and so on.
    record Servers(ServerRequest request) implements ControlRequest {}

    /// Runs the checks of a real server once: `check-now VIRTUAL REAL`.
    record CheckNow(ServerRequest.CheckNow request) implements ControlRequest {

        /// As long as most checks may take.
        public static final Duration LIMIT = Duration.ofSeconds(60);

        @Override
        public Duration limit() {
            return LIMIT;
        }
    }

    /// Takes the last reload as good: `confirm`.
    record Confirm() implements ControlRequest {}

    /// Asks for what the daemon does, as one line of JSON: `status`.
    record Status() implements ControlRequest {}

    /// A change of a VRRP instance at run time: `priority INSTANCE NUMBER|reset`, `transition
    /// INSTANCE backup|release`.
    record Steering(SteeringRequest request) implements ControlRequest {}

    /// Asks for what a signal would write into a file: `dump data|stats|json`.
    record Dump(DumpKind kind) implements ControlRequest {}

    /// The dumps.
    enum DumpKind {
        /// That of SIGUSR1.
        DATA,
        /// That of SIGUSR2.
        STATS,
        /// That of SIGRTMIN + 2.
        JSON
    }

    /// The last events of a VRRP instance: `record INSTANCE`.
    record FlightRecord(String instance) implements ControlRequest {}

    /// Shows the kernel changes of a reload with another file: `plan FILE ID`.
    ///
    /// @param file an absolute path
    /// @param configId which lines beginning with `@ID` count
    record Plan(String file, String configId) implements ControlRequest {}
}
