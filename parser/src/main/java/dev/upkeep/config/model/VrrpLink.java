package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// The interface of an instance and what is done to it.
///
/// @param interfaceName the configured interface; null only for unicast without one
/// @param vrf VRF for unicast without an interface
/// @param macvlan `use_vmac`, or null
/// @param ipvlan `use_ipvlan`, or null
/// @param vmacForAddresses `use_vmac_addr`
/// @param transmitFromBase `vmac_xmit_base`
/// @param trackPrimary false with `dont_track_primary`
/// @param receiveBuffer `kernel_rx_buf_size` in bytes, 0 for the global policy
public record VrrpLink(
        @Nullable String interfaceName,
        @Nullable String vrf,
        @Nullable Macvlan macvlan,
        @Nullable Ipvlan ipvlan,
        boolean vmacForAddresses,
        boolean transmitFromBase,
        boolean trackPrimary,
        boolean promoteSecondaries,
        boolean linkbeatPolling,
        int receiveBuffer) {

    /// The interface that addresses without `dev` go to: the virtual one where there is one. Its
    /// name is that of the configuration until the virtual interfaces are planned.
    public @Nullable String addressInterface() {
        if (macvlan != null && macvlan.name() != null) {
            return macvlan.name();
        }
        return ipvlan != null && ipvlan.name() != null ? ipvlan.name() : interfaceName;
    }

    /// The interface that adverts leave through.
    public @Nullable String advertInterface() {
        return transmitFromBase ? interfaceName : addressInterface();
    }

    /// The interface that the sockets of adverts are bound to: without an interface the VRF, null
    /// for none.
    public @Nullable String socketInterface() {
        String sending = advertInterface();
        return sending == null ? vrf : sending;
    }
}
