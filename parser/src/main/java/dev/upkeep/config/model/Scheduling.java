package dev.upkeep.config.model;

/// Distribution of connections.
///
/// @param scheduler kernel name: `rr`, `wlc`, ..
/// @param flags `flag-1` is bit 0, `flag-2` bit 1, `flag-3` bit 2 (`sh-fallback` = flag-1,
///   `sh-port` = flag-2)
/// @param onePacket `ops`
/// @param hashed the keyword `hashed`; accepted for compatibility, without effect
public record Scheduling(String scheduler, int flags, boolean onePacket, boolean hashed) {

    /// Returns whether a flag of the scheduler is set.
    ///
    /// @param number 1-3
    public boolean flag(int number) {
        return ((flags >> (number - 1)) & 1) != 0;
    }
}
