package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.TextType;

/// The block `vrrp_sync_group`.
public final class SyncGroupKeywords {
    /// The keywords of the block.
    public static final BlockSchema<SyncGroup> BLOCK = new BlockSchema<>();

    private SyncGroupKeywords() {}

    public static final LineBlock<String> GROUP =
            BLOCK.add(
                    LineBlock.ofWords("group", TextType.text("instance"), help("Members.")),
                    SyncGroup::members);
    public static final TrackingKeywords TRACKING = TrackingKeywords.in(BLOCK, SyncGroup::tracking);

    private static final BlockSchema<VrrpNotify> NOTIFICATIONS = new BlockSchema<>();

    public static final NotifyKeywords NOTIFY = NotifyKeywords.in(NOTIFICATIONS, "group");

    static {
        BLOCK.include(NOTIFICATIONS, SyncGroup::notifications);
    }

    public static final Keyword<Boolean> SYNC_GROUP_TRACKING_WEIGHT =
            BLOCK.add(
                    Keyword.flag(
                            "sync_group_tracking_weight",
                            help("Lets weights of tracked things count in the group.")),
                    SyncGroup::trackingWeights);
    public static final Keyword<Boolean> GLOBAL_TRACKING =
            BLOCK.add(SYNC_GROUP_TRACKING_WEIGHT.deprecated("global_tracking"));

    /// The block itself.
    public static final Section<String, SyncGroup> VRRP_SYNC_GROUP =
            Section.of(
                    "vrrp_sync_group",
                    TextType.text("name"),
                    BLOCK,
                    SyncGroup::name,
                    help("Instances that change state together."));
}
