package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.SslSettings;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.SecretType;
import dev.upkeep.config.value.TextType;

/// The block `SSL`.
public final class SslKeywords {
    /// The keywords of the block.
    public static final BlockSchema<SslSettings> BLOCK = new BlockSchema<>();

    private SslKeywords() {}

    public static final Keyword<String> PASSWORD =
            BLOCK.add(
                    Keyword.of(
                            "password",
                            SecretType.secret("pass phrase"),
                            help("Pass phrase of the key.")
                                    .replacementReported()
                                    .goesOnWithoutArgument()),
                    SslSettings::password);
    public static final Keyword<String> CA =
            BLOCK.add(
                    Keyword.of(
                            "ca",
                            TextType.text("file"),
                            help("Certificates of authorities, which complete the chain"
                                            + " of the certificate shown; servers are not verified.")
                                    .replacementReported()
                                    .goesOnWithoutArgument()),
                    SslSettings::ca);
    public static final Keyword<String> CERTIFICATE =
            BLOCK.add(
                    Keyword.of(
                            "certificate",
                            TextType.text("file"),
                            help("Certificate shown to servers.")
                                    .replacementReported()
                                    .goesOnWithoutArgument()),
                    SslSettings::certificate);
    public static final Keyword<String> KEY =
            BLOCK.add(
                    Keyword.of(
                            "key",
                            TextType.text("file"),
                            help("Private key of the certificate.")
                                    .replacementReported()
                                    .goesOnWithoutArgument()),
                    SslSettings::key);

    /// The block itself; a second one replaces the first.
    public static final Section<Boolean, SslSettings> SSL =
            Section.of(
                    "SSL",
                    BLOCK,
                    help(
                            "Client certificate of SSL_GET; certificates of servers are not verified."));
}
