package dev.upkeep.config.source;

/// The way a fatal finding counts in the exit status of `--config-test`, following keepalived's
/// contract.
public enum ExitClass {
    /// Counts by its severity alone: a fatal finding means that the configuration cannot be used.
    BY_SEVERITY,
    /// Never counts, as keepalived takes the words without a report.
    UNCOUNTED,
    /// Counts as an ordinary finding even when it is fatal, because keepalived warns of it as well.
    REPORTED,
    /// Counts as a configuration that cannot be used, whatever its severity.
    UNUSABLE,
    /// Ends keepalived's reading with a status of its own, so that no script is judged.
    ABORTS,
    /// Means that there is no configuration to test when it is fatal.
    NO_CONFIGURATION,
    /// Means that scripts are not safe, unless reading was aborted.
    INSECURE,
    /// Ends the test with success whatever else was found.
    SUCCESS
}
