package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.ScriptType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.UserType;
import dev.upkeep.config.value.WeightType;
import dev.upkeep.config.value.WeightType.Weight;
import java.time.Duration;

/// The block `vrrp_script`.
public final class ScriptKeywords {
    private ScriptKeywords() {}

    public static final Keyword<Script> SCRIPT =
            Keyword.of(
                    "script",
                    ScriptType.COMMAND,
                    help("Command to run; in quotes if it has arguments."));
    public static final Keyword<Duration> INTERVAL =
            Keyword.of(
                    "interval",
                    new SecondsType("seconds", 6, 3, 0, SecondsType.LONGEST),
                    help("Time between two starts.").byDefault("1"));
    public static final Keyword<Duration> TIMEOUT =
            Keyword.of(
                    "timeout",
                    new SecondsType("seconds", 6, 3, 0, SecondsType.LONGEST),
                    help("After that the script is ended and counts as failed.")
                            .byDefault("the interval"));
    public static final Keyword<Weight> WEIGHT =
            Keyword.of(
                    "weight",
                    new WeightType(253, false),
                    help("Added to the priority; 0: failure means FAULT.").byDefault("0"));
    public static final Keyword<Integer> RISE =
            Keyword.of(
                    "rise",
                    new IntegerType("count", 1, Integer.MAX_VALUE),
                    help("Successes in a row that make it good.").byDefault("1"));
    public static final Keyword<Integer> FALL =
            Keyword.of(
                    "fall",
                    new IntegerType("count", 1, Integer.MAX_VALUE),
                    help("Failures in a row that make it bad.").byDefault("1"));
    public static final Keyword<ScriptUser> USER =
            Keyword.of("user", UserType.USER, help("Who runs it.").byDefault("script_user"));
    public static final Keyword<Boolean> INIT_FAIL =
            Keyword.of(
                    "init_fail",
                    FlagType.NONE,
                    help("Counts as failed until the first result; lost when the script is tracked.")
                            .byDefault("off"));

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(SCRIPT, INTERVAL, TIMEOUT, WEIGHT, RISE, FALL, USER, INIT_FAIL);

    /// The block itself.
    public static final Section<String> VRRP_SCRIPT =
            Section.of(
                    "vrrp_script",
                    TextType.text("name"),
                    BLOCK,
                    help("A check that runs periodically and may be tracked by instances."));
}
