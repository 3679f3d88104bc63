package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.TextType;

/// The block `SMTP_CHECK`.
public final class SmtpKeywords {
    private SmtpKeywords() {}

    public static final Keyword<String> HELO_NAME =
            Keyword.of(
                    "helo_name",
                    TextType.text("name"),
                    help("Name given in HELO.").byDefault("smtpchecker.keepalived.org"));
    public static final Section<Boolean> HOST =
            Section.of(
                    "host",
                    CheckerKeywords.CONNECTION,
                    help("Parameters of a further check; write several checks instead.")
                            .writeInstead("a SMTP_CHECK for each host")
                            .quiet());

    /// What may stand in the block.
    public static final BlockSchema BLOCK = CheckerKeywords.CONNECTION.and(HELO_NAME, HOST);
}
