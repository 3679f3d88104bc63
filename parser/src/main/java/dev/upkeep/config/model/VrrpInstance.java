package dev.upkeep.config.model;

import dev.upkeep.net.Family;
import org.jspecify.annotations.Nullable;

/// One virtual router (`vrrp_instance`), defaults of `global_defs` filled in and timers rounded as
/// the protocol version demands.
///
/// @param version 2 or 3
/// @param virtualRouterId 1-255
/// @param priority 1-255; 255 is the address owner
public record VrrpInstance(
        String name,
        int version,
        Family family,
        int virtualRouterId,
        int priority,
        Election election,
        AdvertPolicy adverts,
        VrrpLink link,
        VrrpTransport transport,
        Authentication authentication,
        @Nullable HmacAuthentication hmac,
        Announcements announcements,
        VirtualResources resources,
        Tracking tracking,
        VrrpNotify notifications,
        int debug) {

    /// The same with another priority.
    ///
    /// @param other 1-255
    public VrrpInstance withPriority(int other) {
        return new VrrpInstance(
                name,
                version,
                family,
                virtualRouterId,
                other,
                election,
                adverts,
                link,
                transport,
                authentication,
                hmac,
                announcements,
                resources,
                tracking,
                notifications,
                debug);
    }
}
