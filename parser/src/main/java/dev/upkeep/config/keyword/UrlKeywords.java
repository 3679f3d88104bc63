package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.Checker.BodyPattern;
import dev.upkeep.config.model.Checker.StatusRange;
import dev.upkeep.config.schema.BlockSchema;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The block `url` of `HTTP_GET` and `SSL_GET`.
public final class UrlKeywords {
    /// The keywords of the block in `HTTP_GET`.
    static final BlockSchema<Checker.Url> BLOCK = new BlockSchema<>();

    /// The keywords of the block in `SSL_GET`.
    static final BlockSchema<Checker.Url> TLS_BLOCK = new BlockSchema<>();

    private UrlKeywords() {}

    public static final Keyword<String> PATH =
            BLOCK.add(
                    Keyword.of(
                            "path",
                            TextType.text("path"),
                            help("What is asked for, sent unchanged.")),
                    Checker.Url::path);
    public static final Keyword<String> DIGEST =
            BLOCK.add(
                    Keyword.of(
                                    "digest",
                                    DigestType.DIGEST,
                                    help("MD5 sum that the answer must have.").firstCounts())
                            .unset("any"),
                    Checker.Url::digest);
    public static final Keyword<List<StatusRange>> STATUS_CODE =
            BLOCK.add(
                    Keyword.of(
                                    "status_code",
                                    StatusCodesType.STATUS_CODES,
                                    help("Codes that are good; several lines add up.")
                                            .eachCounts()
                                            .goesOnWithoutArgument())
                            .orElse(List.of(new StatusRange(200, 299))),
                    Checker.Url::statusCodes);
    public static final Keyword<String> VIRTUALHOST =
            BLOCK.add(
                    SharedKeywords.virtualHost().inherits("that of the checker"),
                    Checker.Url::virtualHost);
    public static final Keyword<String> REGEX =
            BLOCK.add(
                    Keyword.of(
                                    "regex",
                                    RegexType.REGEX,
                                    help("Pattern that the answer must match.")
                                            .goesOnWithoutArgument())
                            .unset("none"),
                    pattern(BodyPattern::regex));
    public static final Keyword<Boolean> REGEX_NO_MATCH =
            BLOCK.add(
                    Keyword.flag("regex_no_match", help("The answer must not match.")),
                    pattern(BodyPattern::noMatch));
    public static final Keyword<List<String>> REGEX_OPTIONS =
            BLOCK.add(
                    Keyword.of(
                                    "regex_options",
                                    RegexOptionsType.OPTIONS,
                                    help("How the pattern is read.").goesOnWithoutArgument())
                            .orElse(List.of(), "none"),
                    pattern(BodyPattern::options));
    public static final Keyword<Long> REGEX_MIN_OFFSET =
            BLOCK.add(
                    Keyword.of(
                                    "regex_min_offset",
                                    new LongType("byte", 0, LongType.UINT32),
                                    help("The match must start there or later.")
                                            .goesOnWithoutArgument())
                            .orElse(0L),
                    pattern(BodyPattern::minOffset));
    public static final Keyword<Long> REGEX_MAX_OFFSET =
            BLOCK.add(
                    Keyword.of(
                                    "regex_max_offset",
                                    new LongType("byte", 0, LongType.UINT32),
                                    help("The match must start before that.")
                                            .goesOnWithoutArgument())
                            .orElse(-1L, "none"),
                    pattern(BodyPattern::maxOffset));
    public static final Keyword<List<String>> REGEX_STACK =
            BLOCK.add(
                    Keyword.of(
                            "regex_stack",
                            RegexStackType.STACK,
                            help("Stack of the matcher of PCRE2. No effect: the matcher here needs none.")
                                    .goesOnWithoutArgument()));

    static {
        TLS_BLOCK.include(BLOCK, url -> url);
    }

    public static final Keyword<Boolean> TLS_COMPLIANT =
            TLS_BLOCK.add(
                    Keyword.of(
                                    "tls_compliant",
                                    BooleanType.BOOLEAN,
                                    help("Ends the TLS session as the standard requires.")
                                            .since("2.3 or later"))
                            .inherits("that of the checker"),
                    Checker.Url::tlsCompliant);

    private static <T> Function<Checker.Url, @Nullable T> pattern(
            Function<BodyPattern, @Nullable T> value) {
        return url -> {
            BodyPattern pattern = url.pattern();
            return pattern == null ? null : value.apply(pattern);
        };
    }
}
