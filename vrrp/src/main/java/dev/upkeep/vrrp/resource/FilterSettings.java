package dev.upkeep.vrrp.resource;

import dev.upkeep.config.model.PacketFilterSettings;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.nft.NftTable;

/// Settings of the table of nftables.
///
/// @param name of the table, in both families
/// @param priority of its chains
/// @param counters whether each rule counts what it matched
public record FilterSettings(String name, int priority, boolean counters) {

    private static final String OUR_NAME = "upkeep_vrrp";

    /// keepalived's default of `nftables_priority`.
    private static final int PRIORITY = -1;

    /// Without keywords.
    public static final FilterSettings DEFAULT = new FilterSettings(OUR_NAME, PRIORITY, false);

    /// Takes the settings of `global_defs`.
    public static FilterSettings of(PacketFilterSettings written) {
        String name = written.nftablesTable();
        return new FilterSettings(
                name == null ? OUR_NAME : name, written.nftablesPriority(), written.counters());
    }

    /// Returns a copy in a table that is ours alone.
    public FilterSettings inOurTable() {
        return new FilterSettings(OUR_NAME, priority, counters);
    }

    /// Returns the identity of the table for a family.
    public NftTable.Id id(Family family) {
        return new NftTable.Id(family, name);
    }
}
