package dev.upkeep.config.model;

import java.time.Duration;
import java.util.List;

/// VRRP settings that no instance has.
///
/// @param defaultInterface for static addresses without `dev`
/// @param garpInterval gap between two gratuitous ARPs on an interface, zero for none
/// @param gnaInterval gap between two neighbour advertisements on an interface, zero for none
/// @param fingerprintPort UDP port of `vrrp_peer_fingerprint`, 0 when off
/// @param receiveBufferPolicy words of `vrrp_rx_bufs_policy`, empty when unset
public record VrrpGlobals(
        String defaultInterface,
        DynamicInterfaces dynamicInterfaces,
        boolean disableLocalIgmp,
        Duration garpInterval,
        Duration gnaInterval,
        Duration startupDelay,
        Duration delayAfterBoot,
        boolean logUnknownVrids,
        int fingerprintPort,
        String vmacPrefix,
        String vmacAddressPrefix,
        List<String> receiveBufferPolicy,
        int receiveBufferMultiplier) {

    public VrrpGlobals {
        receiveBufferPolicy = List.copyOf(receiveBufferPolicy);
    }

    /// `dynamic_interfaces`.
    public enum DynamicInterfaces {
        OFF,
        ON,
        ALLOW_IF_CHANGES
    }
}
