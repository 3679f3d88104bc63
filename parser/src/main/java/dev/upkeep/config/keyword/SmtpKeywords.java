package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.TextType;

/// The block `SMTP_CHECK`.
public final class SmtpKeywords {
    /// The keywords of the block.
    public static final BlockSchema<Checker.Smtp> BLOCK =
            CheckerKeywords.connecting(
                    Checker.Smtp::connection, Checker.Smtp::timing, CheckerKeywords.ATTEMPTS);

    private SmtpKeywords() {}

    public static final Keyword<String> HELO_NAME =
            BLOCK.add(
                    Keyword.of(
                                    "helo_name",
                                    TextType.text("name"),
                                    help("Name given in HELO.").goesOnWithoutArgument())
                            .orElse("smtpchecker.keepalived.org"),
                    Checker.Smtp::heloName);
    public static final Section<Boolean, Checker.Smtp> HOST =
            BLOCK.add(
                    Section.of(
                            "host",
                            CheckerKeywords.connecting(
                                    Checker.Smtp::connection,
                                    Checker.Smtp::timing,
                                    CheckerKeywords.ATTEMPTS),
                            help("Parameters of a further check; write several checks instead.")
                                    .writeInstead("a SMTP_CHECK for each host")
                                    .quiet()));
}
