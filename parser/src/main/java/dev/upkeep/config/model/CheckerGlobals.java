package dev.upkeep.config.model;

/// Settings of all health checks.
///
/// @param logAllFailures `checker_log_all_failures`: default of `log_all_failures`
/// @param logLevel `checker_log_level`, Upkeep's extension
/// @param shareProbes `checker_share_probes`, Upkeep's extension: equal checks of several virtual
///   servers run once
public record CheckerGlobals(boolean logAllFailures, LogLevel logLevel, boolean shareProbes) {

    /// The lines about checks that are logged; each level has those of the one before it.
    public enum LogLevel {
        /// A changed verdict, a check that cannot run or runs again.
        VERDICTS,
        /// As keepalived does: the urls of a check that is not up, and failed attempts of checks
        /// with `log_all_failures`.
        STEPS,
        /// Every failed attempt.
        FAILURES,
        /// Every attempt.
        ATTEMPTS
    }
}
