package dev.upkeep.config.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Filtering of traffic for `no_accept` and of VMAC interfaces.
///
/// @param iptablesIn chain, null when iptables is not used
/// @param ipsets names of `vrrp_ipsets`, empty when disabled, null when not given
/// @param nftablesTable table name, null when not given
public record PacketFilterSettings(
        @Nullable String iptablesIn,
        @Nullable String iptablesOut,
        @Nullable List<String> ipsets,
        @Nullable String nftablesTable,
        int nftablesPriority,
        boolean nftablesInterfaceIndex,
        boolean counters) {

    public PacketFilterSettings {
        ipsets = ipsets == null ? null : List.copyOf(ipsets);
    }
}
