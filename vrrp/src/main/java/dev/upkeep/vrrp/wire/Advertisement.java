package dev.upkeep.vrrp.wire;

import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.List;

/// The one packet of VRRP (RFC 3768 section 5, RFC 9568 section 5).
///
/// @param version 2 or 3
/// @param virtualRouterId 1-255
/// @param priority 0 (the master leaves) to 255 (the address owner)
/// @param interval the sender's advert interval: whole seconds up to 255 s in version 2, steps of
///   10 ms up to 40.95 s in version 3
/// @param authentication version 2 only; [AuthenticationData#NONE] in version 3
/// @param addresses all of one family, IPv4 in version 2; at most 255
public record Advertisement(
        int version,
        int virtualRouterId,
        int priority,
        Duration interval,
        AuthenticationData authentication,
        List<? extends IpAddress> addresses) {

    /// IP protocol number of VRRP.
    public static final int PROTOCOL = 112;

    /// The only packet type there is.
    public static final int TYPE = 1;

    /// Bytes before the addresses.
    public static final int HEADER_LENGTH = 8;

    public Advertisement {
        if (version != 2 && version != 3) {
            throw new IllegalArgumentException("VRRP version: expected 2 or 3, got " + version);
        }
        if (addresses.size() > 255) {
            throw new IllegalArgumentException(
                    "addresses of an advert: expected at most 255, got " + addresses.size());
        }
        addresses = List.copyOf(addresses);
    }
}
