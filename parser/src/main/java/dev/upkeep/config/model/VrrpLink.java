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

    /// The macvlan or ipvlan of the instance, null for none. Its name is that of the configuration
    /// until the virtual interfaces are planned.
    public @Nullable String virtualInterface() {
        if (macvlan != null) {
            return macvlan.name();
        }
        return ipvlan == null ? null : ipvlan.name();
    }

    /// The interface that addresses without `dev` go to: a macvlan where there is one. With an
    /// ipvlan they stay below it, as in keepalived 2.2.7.
    public @Nullable String addressInterface() {
        String virtual = macvlan == null ? null : virtualInterface();
        return virtual == null ? interfaceName : virtual;
    }

    /// Returns the interface that adverts leave through.
    public @Nullable String advertInterface() {
        String virtual = transmitFromBase ? null : virtualInterface();
        return virtual == null ? interfaceName : virtual;
    }

    /// Returns the interface that the sockets of adverts are bound to: without an interface the
    /// VRF, null for none.
    public @Nullable String socketInterface() {
        String sending = advertInterface();
        return sending == null ? vrf : sending;
    }
}
