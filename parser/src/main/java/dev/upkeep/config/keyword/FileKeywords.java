package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.TrackFile;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.InitFileType;
import dev.upkeep.config.value.InitFileType.InitFile;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.WeightType;
import dev.upkeep.config.value.WeightType.Weight;
import org.jspecify.annotations.Nullable;

/// The block `track_file`.
public final class FileKeywords {
    /// The keywords of the block.
    public static final BlockSchema<TrackFile> BLOCK = new BlockSchema<>();

    private FileKeywords() {}

    public static final Keyword<String> FILE =
            BLOCK.add(
                    Keyword.of(
                            "file",
                            TextType.text("path"),
                            help("File that is watched.").firstCounts().goesOnWithoutArgument()),
                    TrackFile::path);
    public static final Keyword<Weight> WEIGHT =
            BLOCK.add(
                    Keyword.of(
                                    "weight",
                                    new WeightType(254, false),
                                    help("Factor of the number in the file; 0: any other number than 0 means FAULT.")
                                            .firstCounts())
                            .orElse(new Weight(1, null)),
                    file -> new Weight(file.weight(), file.reverse()));
    public static final Keyword<InitFile> INIT_FILE =
            BLOCK.add(
                    Keyword.of(
                                    "init_file",
                                    InitFileType.INIT_FILE,
                                    help(
                                            "Number written at the first start when the file is missing."))
                            .unset("not written"),
                    FileKeywords::initFile);

    /// The block itself.
    public static final Section<String, TrackFile> TRACK_FILE =
            Section.of(
                    "track_file",
                    TextType.text("name"),
                    BLOCK,
                    TrackFile::name,
                    help("A number in a file that changes priorities or weights."));

    /// The old name of the block.
    public static final Section<String, TrackFile> VRRP_TRACK_FILE =
            Section.of(
                    "vrrp_track_file",
                    TextType.text("name"),
                    BLOCK,
                    TrackFile::name,
                    help("Old spelling of `track_file`.").writeInstead("track_file").quiet());

    private static @Nullable InitFile initFile(TrackFile file) {
        Integer value = file.initValue();
        return value == null ? null : new InitFile(value, file.overwrite());
    }
}
