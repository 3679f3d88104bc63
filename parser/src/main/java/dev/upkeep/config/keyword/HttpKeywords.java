package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.TextType;
import java.time.Duration;

/// The blocks `HTTP_GET` and `SSL_GET`.
public final class HttpKeywords {
    public static final CheckerKeywords.Attempts ATTEMPTS =
            CheckerKeywords.Attempts.of(1, Duration.ofSeconds(3));

    private static final BlockSchema<Checker.Http> COMMON =
            CheckerKeywords.connecting(Checker.Http::connection, Checker.Http::timing, ATTEMPTS);

    /// The keywords of `HTTP_GET`.
    static final BlockSchema<Checker.Http> BLOCK = new BlockSchema<>();

    /// The keywords of `SSL_GET`.
    static final BlockSchema<Checker.Http> TLS_BLOCK = new BlockSchema<>();

    private HttpKeywords() {}

    public static final Keyword<String> VIRTUALHOST =
            COMMON.add(
                    SharedKeywords.virtualHost().inherits("real server, service"),
                    Checker.Http::virtualHost);
    public static final Keyword<String> HTTP_PROTOCOL =
            COMMON.add(
                    Keyword.of(
                                    "http_protocol",
                                    ChoiceType.words("1.0", "1.1", "1.0c", "1.0C"),
                                    help("Version in the request; 1.0c asks to close the connection.")
                                            .goesOnWithoutArgument())
                            .orElse("1.0"),
                    Checker.Http::protocol);
    public static final Keyword<Boolean> ENABLE_SNI =
            COMMON.add(
                    Keyword.of(
                                    "enable_sni",
                                    BooleanType.BOOLEAN,
                                    help("Sends the server name when TLS starts."))
                            .orElse(false),
                    check -> check.tlsOptions().sni());
    public static final Keyword<String> SNI_NAME =
            COMMON.add(
                    Keyword.of(
                                    "sni_name",
                                    TextType.optional("name"),
                                    help("Server name to send; switches enable_sni on.")
                                            .since("2.3 or later"))
                            .inherits("virtualhost"),
                    check -> check.tlsOptions().serverName());
    public static final Keyword<Boolean> FAST_RECOVERY =
            COMMON.add(
                    Keyword.of(
                                    "fast_recovery",
                                    BooleanType.BOOLEAN,
                                    help("While down, asks for the next url at once."))
                            .orElse(false),
                    Checker.Http::fastRecovery);

    static {
        COMMON.add(ATTEMPTS.retry().deprecated("nb_get_retry"));
        BLOCK.include(COMMON, check -> check);
        TLS_BLOCK.include(COMMON, check -> check);
    }

    public static final Keyword<Boolean> TLS_COMPLIANT =
            TLS_BLOCK.add(
                    Keyword.of(
                                    "tls_compliant",
                                    BooleanType.BOOLEAN,
                                    help("Ends TLS sessions as the standard requires.")
                                            .since("2.3 or later"))
                            .orElse(false),
                    check -> check.tlsOptions().compliant());
    public static final Keyword<Integer> CERTIFICATE_WARNING =
            TLS_BLOCK.add(
                    Keyword.of(
                                    "certificate_warning",
                                    new IntegerType("days", 0, 36_500),
                                    help("Warns so long before the certificate expires; 0: never.")
                                            .since("Upkeep")
                                            .goesOnWithoutArgument())
                            .orElse(0, "0"),
                    check -> check.tlsOptions().certificateWarningDays());
    public static final Section<Boolean, Checker.Url> URL =
            BLOCK.addEach(
                    Section.of("url", UrlKeywords.BLOCK, help("One request.")), Checker.Http::urls);
    public static final Section<Boolean, Checker.Url> TLS_URL =
            TLS_BLOCK.addEach(
                    Section.of("url", UrlKeywords.TLS_BLOCK, help("One request.")),
                    Checker.Http::urls);
}
