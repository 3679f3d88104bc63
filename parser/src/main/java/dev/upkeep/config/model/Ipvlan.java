package dev.upkeep.config.model;

import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// `use_ipvlan`: an L2 ipvlan with an own source address.
///
/// @param name interface name; null means `vmac_prefix.VRID`
/// @param address address with prefix length; null only for IPv6
/// @param prefixLength 0 when there is no address
/// @param group interface group name or number, null for none
public record Ipvlan(
        @Nullable String name,
        @Nullable IpAddress address,
        int prefixLength,
        Mode mode,
        @Nullable String group) {

    /// The words after `use_ipvlan`.
    public enum Mode {
        BRIDGE,
        PRIVATE,
        VEPA
    }
}
