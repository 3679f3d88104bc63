package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.ScriptType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.UserType;
import java.time.Duration;

/// The block `MISC_CHECK`.
public final class MiscKeywords {
    public static final CheckerKeywords.Attempts ATTEMPTS =
            CheckerKeywords.Attempts.of(0, Duration.ofSeconds(1));

    /// The keywords of the block.
    public static final BlockSchema<Checker.Misc> BLOCK = new BlockSchema<>();

    static {
        CheckerKeywords.addTiming(BLOCK, Checker.Misc::timing, ATTEMPTS);
    }

    private MiscKeywords() {}

    public static final Keyword<Script> MISC_PATH =
            BLOCK.add(
                    Keyword.of(
                            "misc_path",
                            ScriptType.COMMAND,
                            help("Program and arguments, in quotes.").goesOnWithoutArgument()),
                    check -> check.script().withoutUser());
    public static final Keyword<Duration> MISC_TIMEOUT =
            BLOCK.add(
                    Keyword.of(
                                    "misc_timeout",
                                    SecondsType.whole(0, 4_294_967L),
                                    help("After that the program is ended and counts as failed."))
                            .orElse(Duration.ZERO, "0 (delay_loop of the service)"),
                    Checker.Misc::timeout);
    public static final Keyword<Boolean> MISC_DYNAMIC =
            BLOCK.add(
                    Keyword.flag(
                            "misc_dynamic",
                            help("Exit codes 2-255 set the weight to code minus 2.")),
                    Checker.Misc::dynamic);
    public static final Keyword<ScriptUser> USER =
            BLOCK.add(
                    Keyword.of("user", UserType.USER, help("Who runs it.")).inherits("script_user"),
                    check -> check.script().user());
}
