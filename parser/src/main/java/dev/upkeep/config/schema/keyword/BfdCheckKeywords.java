package dev.upkeep.config.schema.keyword;

import static dev.upkeep.config.schema.Facts.help;

import dev.upkeep.config.model.*;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.value.*;

/// The block `BFD_CHECK`.
public final class BfdCheckKeywords {
    private BfdCheckKeywords() {}

    public static final Keyword<String> NAME =
            Keyword.of(
                    "name",
                    TextType.text("bfd_instance"),
                    help("The session followed.").firstCounts().later());
    public static final Keyword<Boolean> ALPHA =
            Keyword.of(
                    "alpha",
                    BooleanType.BOOLEAN,
                    help("Starts in the down state.").byDefault("off").later());

    /// What may stand in the block.
    public static final BlockSchema BLOCK = BlockSchema.of(NAME, ALPHA);
}
