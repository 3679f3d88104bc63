package dev.upkeep.vrrp.wire;

import dev.upkeep.net.IpAddress;
import java.util.List;
import java.util.Map;

/// The configuration of a router of a VRID, as far as others compare it with theirs.
///
/// @param version of VRRP
/// @param priority 0-255, 0 where it is not compared
/// @param intervalMs advert interval in milliseconds, unsigned 32 bits
/// @param addressCount how many virtual addresses there are, 0-65535
/// @param addresses the first [#MOST_ADDRESSES] of them
/// @param digests 64 bits of SHA-256 over further parts; empty where only an advert was heard
public record ConfigurationFingerprint(
        int version,
        int priority,
        long intervalMs,
        int addressCount,
        List<IpAddress> addresses,
        Map<FingerprintTopic, Long> digests) {

    /// Addresses that are carried, so that a datagram fits the least MTU of IPv6.
    public static final int MOST_ADDRESSES = 64;

    public ConfigurationFingerprint {
        addresses = List.copyOf(addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES)));
        digests = Map.copyOf(digests);
    }
}
