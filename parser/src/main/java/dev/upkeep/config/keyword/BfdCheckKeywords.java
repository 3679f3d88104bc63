package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.TextType;

/// The block `BFD_CHECK`.
public final class BfdCheckKeywords {
    /// The keywords of the block.
    public static final BlockSchema<Checker.Bfd> BLOCK = new BlockSchema<>();

    private BfdCheckKeywords() {}

    public static final Keyword<String> NAME =
            BLOCK.add(
                    Keyword.of(
                            "name",
                            TextType.text("bfd_instance"),
                            help("The session followed.").firstCounts()),
                    Checker.Bfd::bfdInstance);
    public static final Keyword<Boolean> ALPHA =
            BLOCK.add(
                    Keyword.of("alpha", BooleanType.BOOLEAN, help("Starts in the down state."))
                            .orElse(false),
                    Checker.Bfd::alpha);
}
