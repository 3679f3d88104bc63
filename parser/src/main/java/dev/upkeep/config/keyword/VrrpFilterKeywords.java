package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.PacketFilterSettings;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.WordsType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keywords of `global_defs` about the packet filter that keeps backups silent.
public final class VrrpFilterKeywords {
    /// The keywords of the block.
    public static final BlockSchema<PacketFilterSettings> BLOCK = new BlockSchema<>();

    private VrrpFilterKeywords() {}

    public static final Keyword<List<String>> VRRP_IPTABLES =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_iptables",
                                    new WordsType("chain", 0),
                                    help(
                                            "Chains of iptables for no_accept, in and out; nftables take their place."))
                            .unset("off; INPUT OUTPUT"),
                    VrrpFilterKeywords::chains);
    public static final Keyword<List<String>> VRRP_IPSETS =
            BLOCK.add(
                    Keyword.of(
                                    "vrrp_ipsets",
                                    new WordsType("set", 0),
                                    help("Names of ipsets for the chains; bare: no ipsets."))
                            .unset("keepalived and derived names"),
                    PacketFilterSettings::ipsets);
    public static final Keyword<String> NFTABLES =
            BLOCK.add(
                    Keyword.of(
                                    "nftables",
                                    TextType.optional("table"),
                                    help("nftables table for no_accept and VMACs.").firstCounts())
                            .unset("off; bare: keepalived"),
                    PacketFilterSettings::nftablesTable);
    public static final Keyword<Integer> NFTABLES_PRIORITY =
            BLOCK.add(
                    Keyword.of(
                                    "nftables_priority",
                                    new IntegerType(
                                            "priority", Integer.MIN_VALUE, Integer.MAX_VALUE),
                                    help("Priority of the base chains."))
                            .orElse(-1),
                    PacketFilterSettings::nftablesPriority);
    public static final Keyword<Boolean> NFTABLES_IFINDEX =
            BLOCK.add(
                    Keyword.flag(
                            "nftables_ifindex",
                            help("Link-local addresses are always matched by interface index.")),
                    PacketFilterSettings::nftablesInterfaceIndex);
    public static final Keyword<Boolean> NFTABLES_COUNTERS =
            BLOCK.add(
                    Keyword.flag("nftables_counters", help("Adds counters to generated rules.")),
                    PacketFilterSettings::counters);

    private static @Nullable List<String> chains(PacketFilterSettings filter) {
        String in = filter.iptablesIn();
        String out = filter.iptablesOut();
        return in == null ? null : out == null ? List.of(in) : List.of(in, out);
    }
}
