package dev.upkeep.config.source;

/// What the resolver of a machine says of a host name.
public enum HostAnswer {
    /// It has an address.
    FOUND,
    /// It has none.
    UNKNOWN,
    /// It has not said so in time.
    NO_ANSWER
}
