package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.TrackGroup;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.TextType;

/// The block `track_group`.
public final class TrackGroupKeywords {
    /// The keywords of the block.
    public static final BlockSchema<TrackGroup> BLOCK = new BlockSchema<>();

    private TrackGroupKeywords() {}

    public static final LineBlock<String> GROUP =
            BLOCK.add(
                    LineBlock.ofWords("group", TextType.text("instance"), help("Members.")),
                    TrackGroup::members);

    /// The block itself.
    public static final Section<String, TrackGroup> TRACK_GROUP =
            Section.of(
                    "track_group",
                    TextType.text("name"),
                    BLOCK,
                    TrackGroup::name,
                    help("Names instances, so that static items can be tied to them."));
}
