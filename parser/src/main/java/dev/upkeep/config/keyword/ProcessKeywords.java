package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.TrackProcess;
import dev.upkeep.config.model.TrackProcess.ParameterMatch;
import dev.upkeep.config.schema.BlockSchema;
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
import org.jspecify.annotations.Nullable;

/// The block `vrrp_track_process`.
public final class ProcessKeywords {
    /// The keywords of the block.
    public static final BlockSchema<TrackProcess> BLOCK = new BlockSchema<>();

    private ProcessKeywords() {}

    public static final Keyword<List<String>> PROCESS =
            BLOCK.add(
                    Keyword.of(
                            "process",
                            new WordsType("word", 1),
                            help("Path or name of the process, and parameters it must have.")
                                    .firstCounts()),
                    TrackProcess::command);
    public static final Keyword<ParameterMatch> PARAM_MATCH =
            BLOCK.add(
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
                                    help("How parameters are compared."))
                            .unset("exact when there are some"),
                    ProcessKeywords::parameterMatch);
    public static final Keyword<Weight> WEIGHT =
            BLOCK.add(
                    Keyword.of(
                                    "weight",
                                    new WeightType(254, false),
                                    help("Added to the priority; 0: loss means FAULT.")
                                            .firstCounts())
                            .orElse(Weight.NONE),
                    process -> new Weight(process.weight(), process.reverse()));
    public static final Keyword<Integer> QUORUM =
            BLOCK.add(
                    Keyword.of(
                                    "quorum",
                                    new IntegerType("count", 1, 65535),
                                    help("Fewest processes that must run."))
                            .orElse(1),
                    process -> process.quorum() == 0 ? null : Integer.valueOf(process.quorum()));
    public static final Keyword<Integer> QUORUM_MAX =
            BLOCK.add(
                    Keyword.of(
                                    "quorum_max",
                                    new IntegerType("count", 0, 65535),
                                    help("Most processes that may run; 0: none may."))
                            .orElse(65535),
                    TrackProcess::quorumMax);
    public static final Keyword<Duration> DELAY =
            BLOCK.add(
                    Keyword.of(
                            "delay",
                            SecondsType.decimal("0.000001", "3600"),
                            help("Sets terminate_delay and fork_delay.")));
    public static final Keyword<Duration> TERMINATE_DELAY =
            BLOCK.add(
                    Keyword.of(
                                    "terminate_delay",
                                    SecondsType.decimal("0.000001", "3600"),
                                    help("How long processes must be missing before it counts."))
                            .orElse(Duration.ZERO, "0"),
                    TrackProcess::terminateDelay);
    public static final Keyword<Duration> FORK_DELAY =
            BLOCK.add(
                    Keyword.of(
                                    "fork_delay",
                                    SecondsType.decimal("0.000001", "3600"),
                                    help("How long processes must be there before it counts."))
                            .orElse(Duration.ZERO, "0"),
                    TrackProcess::forkDelay);
    public static final Keyword<Boolean> FULL_COMMAND =
            BLOCK.add(
                    Keyword.flag("full_command", help("Compares the whole command line.")),
                    TrackProcess::fullCommand);

    /// The block itself.
    public static final Section<String, TrackProcess> VRRP_TRACK_PROCESS =
            Section.of(
                    "vrrp_track_process",
                    TextType.text("name"),
                    BLOCK,
                    TrackProcess::name,
                    help("Watches whether processes run."));

    private static @Nullable ParameterMatch parameterMatch(TrackProcess process) {
        return process.match() == ParameterMatch.NONE ? null : process.match();
    }
}
