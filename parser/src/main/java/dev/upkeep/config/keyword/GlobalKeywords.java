package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Section;

/// The block `global_defs`, whose keywords are described by concern.
public final class GlobalKeywords {
    /// The keywords of the block.
    public static final BlockSchema<GlobalDefs> BLOCK = new BlockSchema<>();

    private GlobalKeywords() {}

    static {
        BLOCK.include(GlobalProcessKeywords.BLOCK, global -> global);
        BLOCK.include(GlobalMailKeywords.BLOCK, GlobalDefs::mail);
        BLOCK.include(GlobalVrrpKeywords.BLOCK, global -> global);
        BLOCK.include(VrrpFilterKeywords.BLOCK, GlobalDefs::packetFilter);
        BLOCK.include(VrrpProcessKeywords.BLOCK, global -> global);
        BLOCK.include(GlobalLvsKeywords.BLOCK, global -> global);
    }

    /// The block; several accumulate.
    public static final Section<Boolean, GlobalDefs> GLOBAL_DEFS =
            Section.of("global_defs", BLOCK, help("Settings of the process and defaults."));
}
