package dev.upkeep.config.model;

import dev.upkeep.net.Family;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One virtual router (`vrrp_instance`), defaults of `global_defs` filled in and timers rounded as
/// the protocol version demands.
///
/// @param version 2 or 3
/// @param virtualRouterId 1-255
/// @param priority 1-255; 255 is the address owner
/// @param startsAsMaster `state MASTER`; below priority 255 it changes no timing
/// @param advertInterval whole seconds 1-255 s (version 2), 10 ms steps up to 40.95 s (version 3)
/// @param downTimerAdverts 1-100 advert intervals in the master down timer
public record VrrpInstance(
        String name,
        int version,
        Family family,
        int virtualRouterId,
        int priority,
        boolean startsAsMaster,
        Duration advertInterval,
        int downTimerAdverts,
        VrrpLink link,
        VrrpTransport transport,
        Preemption preemption,
        AdvertPolicy policy,
        Authentication authentication,
        @Nullable HmacAuthentication hmac,
        Announcements announcements,
        VirtualResources resources,
        Tracking tracking,
        VrrpNotify notifications,
        int debug) {}
