package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.ScriptType;
import dev.upkeep.config.value.TextType;
import dev.upkeep.config.value.TrackedType;
import dev.upkeep.config.value.TrackedType.TrackedLine;

/// The block `vrrp_sync_group`.
public final class SyncGroupKeywords {
    /// The keywords of the block.
    public static final BlockSchema<SyncGroup> BLOCK = new BlockSchema<>();

    private SyncGroupKeywords() {}

    public static final LineBlock<String> GROUP =
            BLOCK.add(
                    LineBlock.ofWords("group", TextType.text("instance"), help("Members.")),
                    SyncGroup::members);
    public static final LineBlock<TrackedLine> TRACK_INTERFACE =
            BLOCK.add(
                    LineBlock.ofLines(
                            "track_interface",
                            new TrackedType("interface", 253, false),
                            help("Interfaces whose loss means FAULT, or a change of priority.")),
                    group -> TrackedLine.of(group.tracking().interfaces()));
    public static final LineBlock<TrackedLine> TRACK_SCRIPT =
            BLOCK.add(
                    LineBlock.ofLines(
                            "track_script",
                            new TrackedType("script", 253, true),
                            help("Scripts whose failure means FAULT, or a change of priority.")),
                    group -> TrackedLine.of(group.tracking().scripts()));
    public static final LineBlock<TrackedLine> TRACK_FILE =
            BLOCK.add(
                    LineBlock.ofLines(
                            "track_file",
                            new TrackedType("track_file", 254, true),
                            help("Files whose number changes the priority.")),
                    group -> TrackedLine.of(group.tracking().files()));
    public static final LineBlock<TrackedLine> TRACK_PROCESS =
            BLOCK.add(
                    LineBlock.ofLines(
                            "track_process",
                            new TrackedType("track_process", 254, true),
                            help("Processes whose loss means FAULT, or a change of priority.")),
                    group -> TrackedLine.of(group.tracking().processes()));
    public static final LineBlock<TrackedLine> TRACK_BFD =
            BLOCK.add(
                    LineBlock.ofLines(
                            "track_bfd",
                            new TrackedType("bfd_instance", 253, true),
                            help("BFD sessions whose loss means FAULT, or a change of priority.")),
                    group -> TrackedLine.of(group.tracking().bfd()));
    public static final Keyword<Script> NOTIFY_BACKUP =
            BLOCK.add(
                    Keyword.of(
                            "notify_backup",
                            ScriptType.SCRIPT,
                            help("Runs when the group becomes BACKUP.").firstCounts()),
                    group -> group.notifications().backup());
    public static final Keyword<Script> NOTIFY_MASTER =
            BLOCK.add(
                    Keyword.of(
                            "notify_master",
                            ScriptType.SCRIPT,
                            help("Runs when the group becomes MASTER.").firstCounts()),
                    group -> group.notifications().master());
    public static final Keyword<Script> NOTIFY_FAULT =
            BLOCK.add(
                    Keyword.of(
                            "notify_fault",
                            ScriptType.SCRIPT,
                            help("Runs when the group enters FAULT.").firstCounts()),
                    group -> group.notifications().fault());
    public static final Keyword<Script> NOTIFY_STOP =
            BLOCK.add(
                    Keyword.of(
                            "notify_stop",
                            ScriptType.SCRIPT,
                            help("Runs when the group stops.").firstCounts()),
                    group -> group.notifications().stop());
    public static final Keyword<Script> NOTIFY =
            BLOCK.add(
                    Keyword.of(
                            "notify",
                            ScriptType.SCRIPT,
                            help("Runs at every change; kind, name, state and priority are appended.")
                                    .firstCounts()),
                    group -> group.notifications().any());
    public static final Keyword<Boolean> SMTP_ALERT =
            BLOCK.add(
                    Keyword.of("smtp_alert", BooleanType.BOOLEAN, help("Mail at changes of state."))
                            .inherits("smtp_alert_vrrp, smtp_alert, else off"),
                    group -> group.notifications().smtpAlert());
    public static final Keyword<Boolean> NOTIFY_PRIORITY_CHANGES =
            BLOCK.add(
                    Keyword.of(
                                    "notify_priority_changes",
                                    BooleanType.BOOLEAN,
                                    help("Writes changes of priority to the FIFOs."))
                            .inherits("vrrp_notify_priority_changes"),
                    group -> group.notifications().priorityChanges());
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
