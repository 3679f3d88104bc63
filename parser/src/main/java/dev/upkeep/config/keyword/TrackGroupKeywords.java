package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.TextType;

/// The block `track_group`.
public final class TrackGroupKeywords {
    private TrackGroupKeywords() {}

    public static final LineBlock<String> GROUP =
            LineBlock.ofWords("group", TextType.text("instance"), help("Members.").later());

    /// What may stand in the block.
    public static final BlockSchema BLOCK = BlockSchema.of(GROUP);

    /// The block itself.
    public static final Section<String> TRACK_GROUP =
            Section.of(
                    "track_group",
                    TextType.text("name"),
                    BLOCK,
                    help("Names instances, so that static items can be tied to them.").later());
}
