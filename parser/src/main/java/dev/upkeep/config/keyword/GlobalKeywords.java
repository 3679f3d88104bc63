package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Node;
import dev.upkeep.config.schema.Section;
import java.util.stream.Stream;

/// The block `global_defs`, whose keywords are described by concern.
public final class GlobalKeywords {
    private GlobalKeywords() {}

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(
                    Stream.of(
                                    GlobalProcessKeywords.BLOCK,
                                    GlobalMailKeywords.BLOCK,
                                    GlobalVrrpKeywords.BLOCK,
                                    GlobalLvsKeywords.BLOCK)
                            .flatMap(part -> part.nodes().stream())
                            .toArray(Node[]::new));

    /// The block; several accumulate.
    public static final Section<Boolean> GLOBAL_DEFS =
            Section.of("global_defs", BLOCK, help("Settings of the process and defaults."));
}
