package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.TextType;

/// The blocks `HTTP_GET` and `SSL_GET`.
public final class HttpKeywords {
    private HttpKeywords() {}

    public static final Keyword<String> VIRTUALHOST =
            Keyword.of(
                    "virtualhost",
                    TextType.text("host"),
                    help("Host header of urls that have none.").byDefault("real server, service"));
    public static final Keyword<String> HTTP_PROTOCOL =
            Keyword.of(
                    "http_protocol",
                    ChoiceType.words("1.0", "1.1", "1.0c", "1.0C"),
                    help("Version in the request; 1.0c asks to close the connection.")
                            .byDefault("1.0"));
    public static final Keyword<Boolean> ENABLE_SNI =
            Keyword.of(
                    "enable_sni",
                    BooleanType.BOOLEAN,
                    help("Sends the server name when TLS starts.").byDefault("off"));
    public static final Keyword<String> SNI_NAME =
            Keyword.of(
                    "sni_name",
                    TextType.optional("name"),
                    help("Server name to send; switches enable_sni on.")
                            .byDefault("virtualhost")
                            .since("2.3 or later"));
    public static final Keyword<Boolean> FAST_RECOVERY =
            Keyword.of(
                    "fast_recovery",
                    BooleanType.BOOLEAN,
                    help("While down, asks for the next url at once.").byDefault("off"));
    public static final Keyword<Boolean> TLS_COMPLIANT =
            Keyword.of(
                    "tls_compliant",
                    BooleanType.BOOLEAN,
                    help("Ends TLS sessions as the standard wants.")
                            .byDefault("off")
                            .since("2.3 or later")
                            .later());
    public static final Section<Boolean> URL =
            Section.of("url", UrlKeywords.HTTP, help("One request."));
    public static final Section<Boolean> TLS_URL =
            Section.of("url", UrlKeywords.HTTPS, help("One request."));

    private static final BlockSchema COMMON =
            CheckerKeywords.CONNECTION.and(
                    CheckerKeywords.NB_GET_RETRY,
                    VIRTUALHOST,
                    HTTP_PROTOCOL,
                    ENABLE_SNI,
                    SNI_NAME,
                    FAST_RECOVERY);

    /// `HTTP_GET`.
    static final BlockSchema HTTP = COMMON.and(URL);

    /// `SSL_GET`.
    static final BlockSchema HTTPS = COMMON.and(TLS_COMPLIANT, TLS_URL);
}
