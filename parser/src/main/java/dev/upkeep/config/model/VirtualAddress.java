package dev.upkeep.config.model;

import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// A line of `virtual_ipaddress`, `virtual_ipaddress_excluded` or `static_ipaddress`.
///
/// @param prefixLength 0-32 or 0-128
/// @param device interface; null means the instance's
/// @param scope IPv4 scope number (0 global, 253 link, 254 host)
/// @param broadcast IPv4 broadcast, already computed from `+` or `-`; null for none
/// @param peer point-to-point peer, null for none; `prefixLength` is then the peer's
/// @param preferredLifetimeSeconds null for the default, 4294967295 for `forever`
/// @param trackGroup `track_group` of a static address, null for none
public record VirtualAddress(
        IpAddress address,
        int prefixLength,
        @Nullable String device,
        int scope,
        @Nullable IpAddress broadcast,
        @Nullable String label,
        @Nullable IpAddress peer,
        boolean home,
        boolean duplicateAddressDetection,
        boolean manageTemporaryAddresses,
        boolean noPrefixRoute,
        boolean autoJoin,
        boolean tracked,
        @Nullable Long preferredLifetimeSeconds,
        boolean useVmac,
        @Nullable String trackGroup) {}
