package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.wire.AdvertisementReader;

/// An advert as it came in, not judged yet.
///
/// @param hopLimit TTL or hop limit, -1 when unknown
/// @param headerLength bytes of the IP header that the kernel delivered, 0 for IPv6; keepalived's
///   messages count them
public record ReceivedAdvertisement(
        IpAddress source,
        IpAddress destination,
        int hopLimit,
        int headerLength,
        AdvertisementReader advert) {}
