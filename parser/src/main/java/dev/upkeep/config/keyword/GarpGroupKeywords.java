package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.InterfaceType;
import dev.upkeep.config.value.SecondsType;
import java.time.Duration;

/// The block `garp_group`.
public final class GarpGroupKeywords {
    private GarpGroupKeywords() {}

    public static final Keyword<Duration> GARP_INTERVAL =
            Keyword.of(
                    "garp_interval",
                    SecondsType.decimal("0", "2147.483647"),
                    help("Gap between two gratuitous ARPs."));
    public static final Keyword<Duration> GNA_INTERVAL =
            Keyword.of(
                    "gna_interval",
                    SecondsType.decimal("0", "2147.483647"),
                    help("Gap between two neighbour advertisements."));
    public static final Keyword<String> INTERFACE =
            Keyword.of(
                    "interface",
                    InterfaceType.INTERFACE,
                    help("An interface of the group.").eachCounts());
    public static final LineBlock<String> INTERFACES =
            LineBlock.ofWords(
                    "interfaces", InterfaceType.INTERFACE, help("Interfaces of the group."));

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(GARP_INTERVAL, GNA_INTERVAL, INTERFACE, INTERFACES);

    /// The block itself.
    public static final Section<Boolean> GARP_GROUP =
            Section.of(
                    "garp_group", BLOCK, help("Interfaces that share a limit on announcements."));
}
