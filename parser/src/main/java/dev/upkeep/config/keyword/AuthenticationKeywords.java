package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.SecretType;
import org.jspecify.annotations.Nullable;

/// The block `authentication` of an instance.
public final class AuthenticationKeywords {
    /// The keywords of the block.
    public static final BlockSchema<Authentication> BLOCK = new BlockSchema<>();

    private AuthenticationKeywords() {}

    public static final Keyword<String> AUTH_TYPE =
            BLOCK.add(
                    Keyword.of(
                            "auth_type",
                            ChoiceType.words("PASS", "AH"),
                            help("PASS: a password in clear text; AH: an IPsec header.")),
                    AuthenticationKeywords::type);
    public static final Keyword<String> AUTH_PASS =
            BLOCK.add(
                    Keyword.of(
                            "auth_pass",
                            SecretType.secret("password"),
                            help("The secret; 8 characters count.")),
                    AuthenticationKeywords::secret);

    private static @Nullable String type(Authentication authentication) {
        return switch (authentication) {
            case Authentication.None _ -> null;
            case Authentication.Password _ -> "PASS";
            case Authentication.Header _ -> "AH";
        };
    }

    private static @Nullable String secret(Authentication authentication) {
        return switch (authentication) {
            case Authentication.None _ -> null;
            case Authentication.Password(var password) -> password;
            case Authentication.Header(var key) -> key;
        };
    }
}
