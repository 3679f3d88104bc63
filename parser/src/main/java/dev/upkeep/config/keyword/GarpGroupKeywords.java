package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.GarpGroup;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.InterfaceType;
import dev.upkeep.config.value.SecondsType;
import java.time.Duration;

/// The block `garp_group`.
public final class GarpGroupKeywords {
    /// The keywords of the block.
    public static final BlockSchema<GarpGroup> BLOCK = new BlockSchema<>();

    private GarpGroupKeywords() {}

    public static final Keyword<Duration> GARP_INTERVAL =
            BLOCK.add(
                    Keyword.of(
                            "garp_interval",
                            SecondsType.decimal("0", "2147.483647"),
                            help("Gap between two gratuitous ARPs.")),
                    GarpGroup::garpInterval);
    public static final Keyword<Duration> GNA_INTERVAL =
            BLOCK.add(
                    Keyword.of(
                            "gna_interval",
                            SecondsType.decimal("0", "2147.483647"),
                            help("Gap between two neighbour advertisements.")),
                    GarpGroup::gnaInterval);
    public static final Keyword<String> INTERFACE =
            BLOCK.add(
                    Keyword.of(
                            "interface",
                            InterfaceType.INTERFACE,
                            help("An interface of the group.").eachCounts()));
    public static final LineBlock<String> INTERFACES =
            BLOCK.add(
                    LineBlock.ofWords(
                            "interfaces",
                            InterfaceType.INTERFACE,
                            help("Interfaces of the group.")),
                    GarpGroup::interfaces);

    /// The block itself.
    public static final Section<Boolean, GarpGroup> GARP_GROUP =
            Section.of(
                    "garp_group", BLOCK, help("Interfaces that share a limit on announcements."));
}
