package dev.upkeep.config.model;

import java.time.Duration;

/// Life cycle of a virtual service.
///
/// @param drainTimeout how long a removed server may finish its connections (`drain_timeout`,
///   Upkeep's extension); zero for at once
/// @param slowStart how long the weight of a server that comes back takes to rise (`slow_start`,
///   Upkeep's extension); zero for at once
/// @param defaultWeight of real servers that have none of their own, at least 1
public record ServicePolicy(
        boolean alpha,
        boolean omega,
        boolean haSuspend,
        boolean inhibitOnFailure,
        boolean smtpAlert,
        Duration drainTimeout,
        Duration slowStart,
        int defaultWeight) {

    /// Makes a policy without slow start, whose servers have weight 1.
    public ServicePolicy(
            boolean alpha,
            boolean omega,
            boolean haSuspend,
            boolean inhibitOnFailure,
            boolean smtpAlert,
            Duration drainTimeout) {
        this(alpha, omega, haSuspend, inhibitOnFailure, smtpAlert, drainTimeout, Duration.ZERO, 1);
    }
}
