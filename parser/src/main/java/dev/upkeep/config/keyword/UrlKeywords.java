package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Checker.StatusRange;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.DigestType;
import dev.upkeep.config.value.LongType;
import dev.upkeep.config.value.RegexOptionsType;
import dev.upkeep.config.value.RegexStackType;
import dev.upkeep.config.value.RegexType;
import dev.upkeep.config.value.StatusCodesType;
import dev.upkeep.config.value.TextType;
import java.util.List;

/// The block `url` of `HTTP_GET` and `SSL_GET`.
public final class UrlKeywords {
    private UrlKeywords() {}

    public static final Keyword<String> PATH =
            Keyword.of("path", TextType.text("path"), help("What is asked for, sent unchanged."));
    public static final Keyword<String> DIGEST =
            Keyword.of(
                    "digest",
                    DigestType.DIGEST,
                    help("MD5 sum that the answer must have.").byDefault("any").firstCounts());
    public static final Keyword<List<StatusRange>> STATUS_CODE =
            Keyword.of(
                    "status_code",
                    StatusCodesType.STATUS_CODES,
                    help("Codes that are good; several lines add up.")
                            .byDefault("200-299")
                            .eachCounts());
    public static final Keyword<String> VIRTUALHOST =
            Keyword.of(
                    "virtualhost",
                    TextType.text("host"),
                    help("Host header.").byDefault("that of the checker"));
    public static final Keyword<String> REGEX =
            Keyword.of(
                    "regex",
                    RegexType.REGEX,
                    help("Pattern that the answer must match.").byDefault("none"));
    public static final Keyword<Boolean> REGEX_NO_MATCH =
            Keyword.of(
                    "regex_no_match",
                    FlagType.NONE,
                    help("The answer must not match.").byDefault("off"));
    public static final Keyword<List<String>> REGEX_OPTIONS =
            Keyword.of(
                    "regex_options",
                    RegexOptionsType.OPTIONS,
                    help("How the pattern is read.").byDefault("none"));
    public static final Keyword<Long> REGEX_MIN_OFFSET =
            Keyword.of(
                    "regex_min_offset",
                    new LongType("byte", 0, LongType.UINT32),
                    help("The match must start there or later.").byDefault("0"));
    public static final Keyword<Long> REGEX_MAX_OFFSET =
            Keyword.of(
                    "regex_max_offset",
                    new LongType("byte", 0, LongType.UINT32),
                    help("The match must start before that.").byDefault("none"));
    public static final Keyword<List<String>> REGEX_STACK =
            Keyword.of(
                    "regex_stack",
                    RegexStackType.STACK,
                    help("Stack of the matcher of PCRE2; we need none.").later());
    public static final Keyword<Boolean> TLS_COMPLIANT =
            Keyword.of(
                    "tls_compliant",
                    BooleanType.BOOLEAN,
                    help("Ends the TLS session as the standard wants.")
                            .byDefault("that of the checker")
                            .since("2.3 or later")
                            .later());

    /// What may stand in the block.
    public static final BlockSchema HTTPS =
            BlockSchema.of(
                    PATH,
                    DIGEST,
                    STATUS_CODE,
                    VIRTUALHOST,
                    REGEX,
                    REGEX_NO_MATCH,
                    REGEX_OPTIONS,
                    REGEX_MIN_OFFSET,
                    REGEX_MAX_OFFSET,
                    REGEX_STACK,
                    TLS_COMPLIANT);

    static final BlockSchema HTTP =
            BlockSchema.of(
                    PATH,
                    DIGEST,
                    STATUS_CODE,
                    VIRTUALHOST,
                    REGEX,
                    REGEX_NO_MATCH,
                    REGEX_OPTIONS,
                    REGEX_MIN_OFFSET,
                    REGEX_MAX_OFFSET,
                    REGEX_STACK);
}
