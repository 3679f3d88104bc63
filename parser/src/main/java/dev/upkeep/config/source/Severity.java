package dev.upkeep.config.source;

/// Severity of a finding; decides the exit status of `--config-test`.
public enum Severity {
    /// The configuration cannot be used: status 4.
    FATAL,
    /// Something written has no effect, or not the one written: status 5.
    ERROR,
    /// Probably not what is meant: status 5.
    WARNING,
    /// A script may be changed by others than root: status 6.
    SECURITY,
    /// Good to know; never changes the status.
    HINT
}
