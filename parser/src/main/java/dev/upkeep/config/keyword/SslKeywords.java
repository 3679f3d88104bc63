package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.TextType;

/// The block `SSL`.
public final class SslKeywords {
    private SslKeywords() {}

    public static final Keyword<String> PASSWORD =
            Keyword.of(
                    "password",
                    TextType.text("pass phrase"),
                    help("Pass phrase of the key.").replacementReported());
    public static final Keyword<String> CA =
            Keyword.of(
                    "ca",
                    TextType.text("file"),
                    help("Certificates of authorities.").replacementReported().later());
    public static final Keyword<String> CERTIFICATE =
            Keyword.of(
                    "certificate",
                    TextType.text("file"),
                    help("Certificate shown to servers.").replacementReported());
    public static final Keyword<String> KEY =
            Keyword.of(
                    "key",
                    TextType.text("file"),
                    help("Private key of the certificate.").replacementReported());

    /// What may stand in the block.
    public static final BlockSchema BLOCK = BlockSchema.of(PASSWORD, CA, CERTIFICATE, KEY);

    /// The block itself; a second one replaces the first.
    public static final Section<Boolean> SSL =
            Section.of(
                    "SSL",
                    BLOCK,
                    help(
                            "Client certificate of SSL_GET; certificates of servers are not verified."));
}
