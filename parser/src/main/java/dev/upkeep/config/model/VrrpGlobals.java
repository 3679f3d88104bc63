package dev.upkeep.config.model;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// VRRP settings that no instance has.
///
/// @param defaultInterface for static addresses without `dev`
/// @param fingerprintPort UDP port of `vrrp_peer_fingerprint`, 0 when off
public record VrrpGlobals(
        String defaultInterface,
        DynamicInterfaces dynamicInterfaces,
        Set<Flag> flags,
        AnnouncementGaps announcementGaps,
        StartDelays startDelays,
        int fingerprintPort,
        VmacPrefixes vmacPrefixes,
        ReceiveBuffers receiveBuffers) {

    public VrrpGlobals {
        flags = Set.copyOf(flags);
    }

    /// Returns whether a flag is set.
    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /// Keywords that stand alone.
    public enum Flag {
        /// `disable_local_igmp`: no IGMP reports for link-local groups while running.
        DISABLE_LOCAL_IGMP,
        /// `log_unknown_vrids`: adverts of routers that are not configured are logged.
        LOG_UNKNOWN_VRIDS
    }

    /// `dynamic_interfaces`.
    public enum DynamicInterfaces {
        OFF,
        ON,
        ALLOW_IF_CHANGES
    }

    /// Gaps between two announcements on an interface, zero for none.
    ///
    /// @param garp between gratuitous ARPs (`vrrp_garp_interval`)
    /// @param gna between unsolicited neighbour advertisements (`vrrp_gna_interval`)
    public record AnnouncementGaps(Duration garp, Duration gna) {}

    /// How long instances wait before they begin; the longer one counts.
    ///
    /// @param startup after the start of the daemon (`vrrp_startup_delay`)
    /// @param afterBoot after the boot of the system (`vrrp_delay_after_boot`)
    public record StartDelays(Duration startup, Duration afterBoot) {}

    /// Beginnings of the names of virtual interfaces.
    ///
    /// @param vmac of those with `use_vmac` (`vmac_prefix`)
    /// @param address of those of addresses with `use_vmac` (`vmac_addr_prefix`)
    public record VmacPrefixes(String vmac, String address) {}

    /// Receive buffers of adverts.
    ///
    /// @param policy words of `vrrp_rx_bufs_policy`, empty when unset
    /// @param multiplier packets per instance (`vrrp_rx_bufs_multiplier`), at least 1
    public record ReceiveBuffers(List<String> policy, int multiplier) {
        public ReceiveBuffers {
            policy = List.copyOf(policy);
        }
    }
}
