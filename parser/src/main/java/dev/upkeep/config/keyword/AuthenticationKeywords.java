package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.TextType;

/// The block `authentication` of an instance.
public final class AuthenticationKeywords {
    private AuthenticationKeywords() {}

    public static final Keyword<String> AUTH_TYPE =
            Keyword.of(
                    "auth_type",
                    ChoiceType.words("PASS", "AH"),
                    help("PASS: a password in clear text; AH: an IPsec header."));
    public static final Keyword<String> AUTH_PASS =
            Keyword.of(
                    "auth_pass",
                    TextType.text("password"),
                    help("The secret; 8 characters count."));

    /// What may stand in the block.
    public static final BlockSchema BLOCK = BlockSchema.of(AUTH_TYPE, AUTH_PASS);
}
