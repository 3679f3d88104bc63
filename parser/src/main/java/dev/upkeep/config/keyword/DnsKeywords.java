package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.TextType;

/// The block `DNS_CHECK`.
public final class DnsKeywords {
    /// A query is repeated when the next run is due.
    public static final CheckerKeywords.Attempts ATTEMPTS = CheckerKeywords.Attempts.of(3, null);

    /// The keywords of the block.
    public static final BlockSchema<Checker.Dns> BLOCK =
            CheckerKeywords.connecting(Checker.Dns::connection, Checker.Dns::timing, ATTEMPTS);

    private DnsKeywords() {}

    public static final Keyword<String> TYPE =
            BLOCK.add(
                    Keyword.of(
                                    "type",
                                    ChoiceType.words(
                                            "A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "RRSIG",
                                            "DNSKEY"),
                                    help("Kind of record asked for."))
                            .orElse("SOA"),
                    Checker.Dns::type);
    public static final Keyword<String> NAME =
            BLOCK.add(
                    Keyword.of(
                                    "name",
                                    TextType.text("domain"),
                                    help("Name asked for.").firstCounts())
                            .orElse("."),
                    Checker.Dns::name);
}
