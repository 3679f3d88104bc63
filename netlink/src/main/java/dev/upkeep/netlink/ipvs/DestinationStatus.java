package dev.upkeep.netlink.ipvs;

/// A real server as the kernel reports it.
///
/// @param active established connections, unsigned 32 bits
/// @param inactive connections in any other state
/// @param persistent persistence templates
public record DestinationStatus(
        Destination destination, int active, int inactive, int persistent, Counters counters) {

    /// Returns whether deleting it would cut off nothing, which draining waits for.
    public boolean idle() {
        return active == 0 && inactive == 0 && persistent == 0;
    }
}
