package dev.upkeep.config.model;

/// Limits of the connections of a real server, unsigned 32 bits each.
///
/// @param upperThreshold connections above which it gets no new ones; 0 for none
/// @param lowerThreshold connections below which it gets new ones again; 0 for none
public record ConnectionLimits(long upperThreshold, long lowerThreshold) {

    /// No limits.
    public static final ConnectionLimits NONE = new ConnectionLimits(0, 0);
}
