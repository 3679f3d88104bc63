package dev.upkeep.config.model;

import dev.upkeep.net.IpAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `bfd_instance`: one BFD session (RFC 5880).
///
/// @param ttl 1-255
/// @param maxHops -1..255; -1 is no check
public record BfdInstance(
        String name,
        @Nullable IpAddress source,
        IpAddress neighbor,
        Duration minRx,
        Duration minTx,
        Duration idleTx,
        int multiplier,
        boolean passive,
        int ttl,
        int maxHops,
        boolean multihop,
        int weight,
        boolean reverse,
        boolean forVrrp,
        boolean forCheckers) {}
