package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.TextType;

/// The block `DNS_CHECK`.
public final class DnsKeywords {
    private DnsKeywords() {}

    public static final Keyword<String> TYPE =
            Keyword.of(
                    "type",
                    ChoiceType.words(
                            "A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "RRSIG", "DNSKEY"),
                    help("Kind of record asked for.").byDefault("SOA"));
    public static final Keyword<String> NAME =
            Keyword.of(
                    "name",
                    TextType.text("domain"),
                    help("Name asked for.").byDefault(". (the root)").firstCounts());

    /// What may stand in the block.
    public static final BlockSchema BLOCK = CheckerKeywords.CONNECTION.and(TYPE, NAME);
}
