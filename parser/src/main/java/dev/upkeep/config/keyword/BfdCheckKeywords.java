package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.TextType;

/// The block `BFD_CHECK`.
public final class BfdCheckKeywords {
    private BfdCheckKeywords() {}

    public static final Keyword<String> NAME =
            Keyword.of(
                    "name",
                    TextType.text("bfd_instance"),
                    help("The session followed.").firstCounts());
    public static final Keyword<Boolean> ALPHA =
            Keyword.of(
                    "alpha",
                    BooleanType.BOOLEAN,
                    help("Starts in the down state.").byDefault("off"));

    /// What may stand in the block.
    public static final BlockSchema BLOCK = BlockSchema.of(NAME, ALPHA);
}
