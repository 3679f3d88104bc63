package dev.upkeep.vrrp.wire;

import dev.upkeep.net.IpAddress;

/// The part of the checksum of an advert besides the advert itself.
public sealed interface ChecksumRule {

    /// The advert alone: version 2, and version 3 with `v3_checksum_as_v2`.
    record Plain() implements ChecksumRule {}

    /// The advert behind a pseudo header: version 3 (RFC 9568 section 5.2.8).
    ///
    /// @param destination the packet's; old keepalived used 224.0.0.18 for unicast too
    record PseudoHeader(IpAddress source, IpAddress destination) implements ChecksumRule {}
}
