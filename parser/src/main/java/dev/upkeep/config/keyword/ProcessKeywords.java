package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.TrackProcess.ParameterMatch;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.BareType;
import dev.upkeep.config.value.ChoiceType;
import dev.upkeep.config.value.IntegerType;
import dev.upkeep.config.value.SecondsType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.WeightType;
import dev.upkeep.config.value.WeightType.Weight;
import dev.upkeep.config.value.WordsType;
import java.time.Duration;
import java.util.List;

/// The block `vrrp_track_process`.
public final class ProcessKeywords {
    private ProcessKeywords() {}

    public static final Keyword<List<String>> PROCESS =
            Keyword.of(
                    "process",
                    new WordsType("word", 1),
                    help("Path or name of the process, and parameters it must have.")
                            .firstCounts());
    public static final Keyword<ParameterMatch> PARAM_MATCH =
            Keyword.of(
                    "param_match",
                    new BareType<>(
                            ChoiceType.choice(
                                    ParameterMatch.class,
                                    "initial",
                                    ParameterMatch.INITIAL,
                                    "partial",
                                    ParameterMatch.PARTIAL),
                            ParameterMatch.EXACT),
                    help("How parameters are compared.").byDefault("exact when there are some"));
    public static final Keyword<Weight> WEIGHT =
            Keyword.of(
                    "weight",
                    new WeightType(254, false),
                    help("Added to the priority; 0: loss means FAULT.")
                            .byDefault("0")
                            .firstCounts());
    public static final Keyword<Integer> QUORUM =
            Keyword.of(
                    "quorum",
                    new IntegerType("count", 1, 65535),
                    help("Fewest processes that must run.").byDefault("1"));
    public static final Keyword<Integer> QUORUM_MAX =
            Keyword.of(
                    "quorum_max",
                    new IntegerType("count", 0, 65535),
                    help("Most processes that may run; 0: none may.").byDefault("65535"));
    public static final Keyword<Duration> DELAY =
            Keyword.of(
                    "delay",
                    SecondsType.decimal("0.000001", "3600"),
                    help("Sets terminate_delay and fork_delay."));
    public static final Keyword<Duration> TERMINATE_DELAY =
            Keyword.of(
                    "terminate_delay",
                    SecondsType.decimal("0.000001", "3600"),
                    help("How long processes must be missing before it counts.").byDefault("0"));
    public static final Keyword<Duration> FORK_DELAY =
            Keyword.of(
                    "fork_delay",
                    SecondsType.decimal("0.000001", "3600"),
                    help("How long processes must be there before it counts.").byDefault("0"));
    public static final Keyword<Boolean> FULL_COMMAND =
            Keyword.of(
                    "full_command",
                    FlagType.NONE,
                    help("Compares the whole command line.").byDefault("off"));

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(
                    PROCESS,
                    PARAM_MATCH,
                    WEIGHT,
                    QUORUM,
                    QUORUM_MAX,
                    DELAY,
                    TERMINATE_DELAY,
                    FORK_DELAY,
                    FULL_COMMAND);

    /// The block itself.
    public static final Section<String> VRRP_TRACK_PROCESS =
            Section.of(
                    "vrrp_track_process",
                    TextType.text("name"),
                    BLOCK,
                    help("Watches whether processes run."));
}
