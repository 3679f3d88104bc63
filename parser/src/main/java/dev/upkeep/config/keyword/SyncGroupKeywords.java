package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.FlagType;
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
    private SyncGroupKeywords() {}

    public static final LineBlock<String> GROUP =
            LineBlock.ofWords("group", TextType.text("instance"), help("Members."));
    public static final LineBlock<TrackedLine> TRACK_INTERFACE =
            LineBlock.ofLines(
                    "track_interface",
                    new TrackedType("interface", 253, false),
                    help("Interfaces whose loss means FAULT, or a change of priority."));
    public static final LineBlock<TrackedLine> TRACK_SCRIPT =
            LineBlock.ofLines(
                    "track_script",
                    new TrackedType("script", 253, true),
                    help("Scripts whose failure means FAULT, or a change of priority."));
    public static final LineBlock<TrackedLine> TRACK_FILE =
            LineBlock.ofLines(
                    "track_file",
                    new TrackedType("track_file", 254, true),
                    help("Files whose number changes the priority."));
    public static final LineBlock<TrackedLine> TRACK_PROCESS =
            LineBlock.ofLines(
                    "track_process",
                    new TrackedType("track_process", 254, true),
                    help("Processes whose loss means FAULT, or a change of priority."));
    public static final LineBlock<TrackedLine> TRACK_BFD =
            LineBlock.ofLines(
                    "track_bfd",
                    new TrackedType("bfd_instance", 253, true),
                    help("BFD sessions whose loss means FAULT, or a change of priority."));
    public static final Keyword<Script> NOTIFY_BACKUP =
            Keyword.of(
                    "notify_backup",
                    ScriptType.SCRIPT,
                    help("Runs when the group becomes BACKUP.").firstCounts());
    public static final Keyword<Script> NOTIFY_MASTER =
            Keyword.of(
                    "notify_master",
                    ScriptType.SCRIPT,
                    help("Runs when the group becomes MASTER.").firstCounts());
    public static final Keyword<Script> NOTIFY_FAULT =
            Keyword.of(
                    "notify_fault",
                    ScriptType.SCRIPT,
                    help("Runs when the group enters FAULT.").firstCounts());
    public static final Keyword<Script> NOTIFY_STOP =
            Keyword.of(
                    "notify_stop",
                    ScriptType.SCRIPT,
                    help("Runs when the group stops.").firstCounts());
    public static final Keyword<Script> NOTIFY =
            Keyword.of(
                    "notify",
                    ScriptType.SCRIPT,
                    help("Runs at every change; kind, name, state and priority are appended.")
                            .firstCounts());
    public static final Keyword<Boolean> SMTP_ALERT =
            Keyword.of(
                    "smtp_alert",
                    BooleanType.BOOLEAN,
                    help("Mail at changes of state.")
                            .byDefault("smtp_alert_vrrp, smtp_alert, else off"));
    public static final Keyword<Boolean> NOTIFY_PRIORITY_CHANGES =
            Keyword.of(
                    "notify_priority_changes",
                    BooleanType.BOOLEAN,
                    help("Writes changes of priority to the FIFOs.")
                            .byDefault("vrrp_notify_priority_changes"));
    public static final Keyword<Boolean> SYNC_GROUP_TRACKING_WEIGHT =
            Keyword.of(
                    "sync_group_tracking_weight",
                    FlagType.NONE,
                    help("Lets weights of tracked things count in the group.").byDefault("off"));
    public static final Keyword<Boolean> GLOBAL_TRACKING =
            SYNC_GROUP_TRACKING_WEIGHT.deprecated("global_tracking");

    /// What may stand in the block.
    public static final BlockSchema BLOCK =
            BlockSchema.of(
                    GROUP,
                    TRACK_INTERFACE,
                    TRACK_SCRIPT,
                    TRACK_FILE,
                    TRACK_PROCESS,
                    TRACK_BFD,
                    NOTIFY_BACKUP,
                    NOTIFY_MASTER,
                    NOTIFY_FAULT,
                    NOTIFY_STOP,
                    NOTIFY,
                    SMTP_ALERT,
                    NOTIFY_PRIORITY_CHANGES,
                    SYNC_GROUP_TRACKING_WEIGHT,
                    GLOBAL_TRACKING);

    /// The block itself.
    public static final Section<String> VRRP_SYNC_GROUP =
            Section.of(
                    "vrrp_sync_group",
                    TextType.text("name"),
                    BLOCK,
                    help("Instances that change state together."));
}
