package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.ScriptType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.UserType;
import java.time.Duration;

/// The block `MISC_CHECK`.
public final class MiscKeywords {
    private MiscKeywords() {}

    public static final Keyword<Script> MISC_PATH =
            Keyword.of("misc_path", ScriptType.COMMAND, help("Program and arguments, in quotes."));
    public static final Keyword<Duration> MISC_TIMEOUT =
            Keyword.of(
                    "misc_timeout",
                    SecondsType.whole(0, 4_294_967L),
                    help("After that the program is ended and counts as failed.")
                            .byDefault("0 (delay_loop of the service)"));
    public static final Keyword<Boolean> MISC_DYNAMIC =
            Keyword.of(
                    "misc_dynamic",
                    FlagType.NONE,
                    help("Exit codes 2-255 set the weight to code minus 2.").byDefault("off"));
    public static final Keyword<ScriptUser> USER =
            Keyword.of("user", UserType.USER, help("Who runs it.").byDefault("script_user"));

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            CheckerKeywords.TIMING.and(MISC_PATH, MISC_TIMEOUT, MISC_DYNAMIC, USER);
}
