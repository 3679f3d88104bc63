package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.WeightType;
import dev.upkeep.config.value.WeightType.Weight;

/// The block `FILE_CHECK`.
public final class FileCheckKeywords {
    /// The keywords of the block.
    public static final BlockSchema<Checker.FileWeight> BLOCK = new BlockSchema<>();

    private FileCheckKeywords() {}

    public static final Keyword<String> TRACK_FILE =
            BLOCK.add(
                    Keyword.of("track_file", TextType.text("track_file"), help("The file used.")),
                    Checker.FileWeight::trackFile);
    public static final Keyword<Weight> WEIGHT =
            BLOCK.add(
                    Keyword.of(
                                    "weight",
                                    new WeightType(Integer.MAX_VALUE, true),
                                    help(
                                            "Factor of the number in the file; 0: any other number than 0 means down."))
                            .inherits("weight of the track_file"),
                    check -> new Weight(check.weight(), check.reverse()));
}
