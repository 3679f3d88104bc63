package dev.upkeep.app;

import dev.upkeep.config.model.Configuration;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// A running part of the daemon: virtual routers, or health checks with the load balancer's table.
interface Subsystem {

    /// The part that sends advertisements and owns virtual addresses.
    String VRRP = "VRRP";

    /// The part that checks real servers and owns the load balancer's table.
    String HEALTHCHECK = "Healthcheck";

    /// The part that detects the loss of a path to a neighbour.
    String BFD = "BFD";

    /// Goes over to another configuration; done when the kernel has it.
    CompletableFuture<Void> reload(Configuration configuration);

    /// Returns what going over to another configuration would change, one line each.
    ///
    /// @param before the configuration that runs
    default CompletableFuture<List<String>> changes(Configuration before, Configuration next) {
        return CompletableFuture.completedFuture(List.of());
    }

    /// Stops, leaving behind in the kernel what the options of the daemon say. Returns when done.
    void close();

    /// Describes how a part comes to run.
    ///
    /// @param name for messages: [#VRRP], [#HEALTHCHECK]
    /// @param needed whether a configuration has work for it
    record Kind(String name, Predicate<Configuration> needed, Starter starter) {}

    /// Starts a part.
    @FunctionalInterface
    interface Starter {
        /// Returns when the part runs.
        ///
        /// @throws IOException when the kernel or a privilege is missing
        Subsystem start(Configuration configuration) throws IOException;
    }
}
