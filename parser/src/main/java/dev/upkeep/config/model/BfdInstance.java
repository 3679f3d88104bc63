package dev.upkeep.config.model;

import dev.upkeep.net.IpAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `bfd_instance`: one BFD session (RFC 5880).
///
/// @param forVrrp whether instances and sync groups may track it
/// @param forCheckers whether checks may track it
public record BfdInstance(
        String name,
        @Nullable IpAddress source,
        IpAddress neighbor,
        boolean passive,
        Timing timing,
        Hops hops,
        int weight,
        boolean reverse,
        boolean forVrrp,
        boolean forCheckers) {

    /// Intervals and detection.
    ///
    /// @param idleTx interval while the session is down
    /// @param multiplier missed packets until the session is down
    public record Timing(Duration minRx, Duration minTx, Duration idleTx, int multiplier) {}

    /// Distance of the neighbour.
    ///
    /// @param ttl 1-255
    /// @param max -1..255; -1 is no check
    public record Hops(int ttl, int max, boolean multihop) {}
}
