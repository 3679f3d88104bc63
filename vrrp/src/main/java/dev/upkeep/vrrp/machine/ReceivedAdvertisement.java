package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AuthenticationHeader;
import dev.upkeep.vrrp.wire.IntegrityValue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An advert as it came in, not validated yet.
///
/// @param hopLimit TTL or hop limit, -1 when unknown
/// @param headerLength bytes of the IP header that the kernel delivered, 0 for IPv6; keepalived's
///   messages count them
/// @param protection null for an advert without authentication header
public record ReceivedAdvertisement(
        IpAddress source,
        IpAddress destination,
        int hopLimit,
        int headerLength,
        @Nullable Protection protection,
        AdvertisementReader advert) {

    /// The authentication header that an advert came with.
    ///
    /// @param computed the integrity value of the packet, for a key
    public record Protection(
            AuthenticationHeader header, Function<byte[], IntegrityValue> computed) {}
}
