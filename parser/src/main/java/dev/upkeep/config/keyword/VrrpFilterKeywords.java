package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.WordsType;
import java.util.List;

/// Keywords of `global_defs` about the packet filter that keeps backups silent.
public final class VrrpFilterKeywords {
    private VrrpFilterKeywords() {}

    public static final Keyword<List<String>> VRRP_IPTABLES =
            Keyword.of(
                    "vrrp_iptables",
                    new WordsType("chain", 0),
                    help("Chains of iptables for no_accept, in and out; nftables take their place.")
                            .byDefault("off; INPUT OUTPUT")
                            .later());
    public static final Keyword<List<String>> VRRP_IPSETS =
            Keyword.of(
                    "vrrp_ipsets",
                    new WordsType("set", 0),
                    help("Names of ipsets for the chains; bare: no ipsets.")
                            .byDefault("keepalived and derived names")
                            .later());
    public static final Keyword<String> NFTABLES =
            Keyword.of(
                    "nftables",
                    TextType.optional("table"),
                    help("nftables table for no_accept and VMACs.")
                            .byDefault("off; bare: keepalived")
                            .firstCounts()
                            .later());
    public static final Keyword<Integer> NFTABLES_PRIORITY =
            Keyword.of(
                    "nftables_priority",
                    new IntegerType("priority", Integer.MIN_VALUE, Integer.MAX_VALUE),
                    help("Priority of the base chains.").byDefault("-1").later());
    public static final Keyword<Boolean> NFTABLES_IFINDEX =
            Keyword.of(
                    "nftables_ifindex",
                    FlagType.NONE,
                    help("Matches link-local addresses by interface index.")
                            .byDefault("off")
                            .later());
    public static final Keyword<Boolean> NFTABLES_COUNTERS =
            Keyword.of(
                    "nftables_counters",
                    FlagType.NONE,
                    help("Adds counters to generated rules.").byDefault("off"));
}
