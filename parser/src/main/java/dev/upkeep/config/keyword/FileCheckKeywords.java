package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.WeightType;
import dev.upkeep.config.value.WeightType.Weight;

/// The block `FILE_CHECK`.
public final class FileCheckKeywords {
    private FileCheckKeywords() {}

    public static final Keyword<String> TRACK_FILE =
            Keyword.of("track_file", TextType.text("track_file"), help("The file used."));
    public static final Keyword<Weight> WEIGHT =
            Keyword.of(
                    "weight",
                    new WeightType(Integer.MAX_VALUE, true),
                    help("Factor of the number in the file; 0: any other number than 0 means down.")
                            .byDefault("weight of the track_file"));

    /// What may stand in the block.
    public static final BlockSchema BLOCK = BlockSchema.of(TRACK_FILE, WEIGHT);
}
