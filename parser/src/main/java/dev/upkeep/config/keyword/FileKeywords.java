package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.InitFileType;
import dev.upkeep.config.value.InitFileType.InitFile;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.WeightType;
import dev.upkeep.config.value.WeightType.Weight;

/// The block `track_file`.
public final class FileKeywords {
    private FileKeywords() {}

    public static final Keyword<String> FILE =
            Keyword.of("file", TextType.text("path"), help("File that is watched.").firstCounts());
    public static final Keyword<Weight> WEIGHT =
            Keyword.of(
                    "weight",
                    new WeightType(254, false),
                    help("Factor of the number in the file; 0: any other number than 0 means FAULT.")
                            .byDefault("1")
                            .firstCounts());
    public static final Keyword<InitFile> INIT_FILE =
            Keyword.of(
                    "init_file",
                    InitFileType.INIT_FILE,
                    help("Number written at the first start when the file is missing.")
                            .byDefault("not written"));

    /// What may stand in the block.
    public static final BlockSchema BLOCK = BlockSchema.of(FILE, WEIGHT, INIT_FILE);

    /// The block itself.
    public static final Section<String> TRACK_FILE =
            Section.of(
                    "track_file",
                    TextType.text("name"),
                    BLOCK,
                    help("A number in a file that changes priorities or weights."));

    /// The old name of the block.
    public static final Section<String> VRRP_TRACK_FILE =
            Section.of(
                    "vrrp_track_file",
                    TextType.text("name"),
                    BLOCK,
                    help("Old spelling of `track_file`.").writeInstead("track_file").quiet());
}
