package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.model.VrrpScript;
import dev.upkeep.config.schema.BlockSchema;
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
    /// The keywords of the block.
    public static final BlockSchema<VrrpScript> BLOCK = new BlockSchema<>();

    private ScriptKeywords() {}

    public static final Keyword<Script> SCRIPT =
            BLOCK.add(
                    Keyword.of(
                            "script",
                            ScriptType.COMMAND,
                            help("Command to run; in quotes if it has arguments.")
                                    .goesOnWithoutArgument()),
                    script -> script.script().withoutUser());
    public static final Keyword<Duration> INTERVAL =
            BLOCK.add(
                    Keyword.of(
                                    "interval",
                                    new SecondsType("seconds", 6, 3, 0, SecondsType.LONGEST),
                                    help("Time between two starts."))
                            .orElse(Duration.ofSeconds(1)),
                    VrrpScript::interval);
    public static final Keyword<Duration> TIMEOUT =
            BLOCK.add(
                    Keyword.of(
                                    "timeout",
                                    new SecondsType("seconds", 6, 3, 0, SecondsType.LONGEST),
                                    help("After that the script is ended and counts as failed."))
                            .inherits("the interval"),
                    VrrpScript::timeout);
    public static final Keyword<Weight> WEIGHT =
            BLOCK.add(
                    Keyword.of(
                                    "weight",
                                    new WeightType(253, false),
                                    help("Added to the priority; 0: failure means FAULT."))
                            .orElse(Weight.NONE),
                    script -> new Weight(script.weight(), script.reverse()));
    public static final Keyword<Integer> RISE =
            BLOCK.add(
                    Keyword.of(
                                    "rise",
                                    new IntegerType("count", 1, Integer.MAX_VALUE),
                                    help("Successes in a row that make it good."))
                            .orElse(1),
                    VrrpScript::rise);
    public static final Keyword<Integer> FALL =
            BLOCK.add(
                    Keyword.of(
                                    "fall",
                                    new IntegerType("count", 1, Integer.MAX_VALUE),
                                    help("Failures in a row that make it bad."))
                            .orElse(1),
                    VrrpScript::fall);
    public static final Keyword<ScriptUser> USER =
            BLOCK.add(
                    Keyword.of("user", UserType.USER, help("Who runs it.")).inherits("script_user"),
                    script -> script.script().user());
    public static final Keyword<Boolean> INIT_FAIL =
            BLOCK.add(
                    Keyword.flag(
                            "init_fail",
                            help("Counts as failed until the first result, in name.")
                                    .meaningless(
                                            "as in keepalived, which loses it with the first track_script line of the script")),
                    VrrpScript::initFail);

    /// The block itself.
    public static final Section<String, VrrpScript> VRRP_SCRIPT =
            Section.of(
                    "vrrp_script",
                    TextType.text("name"),
                    BLOCK,
                    VrrpScript::name,
                    help("A check that runs periodically and may be tracked by instances."));
}
