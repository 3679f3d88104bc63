package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.OptionalScriptType;
import dev.upkeep.config.value.ScriptType;
import org.jspecify.annotations.Nullable;

/// Keywords of `vrrp_instance` for notifications of its state.
public final class InstanceNotifyKeywords {
    /// The keywords of the block.
    public static final BlockSchema<VrrpNotify> BLOCK = new BlockSchema<>();

    private InstanceNotifyKeywords() {}

    public static final Keyword<Script> NOTIFY_BACKUP =
            BLOCK.add(
                    Keyword.of(
                            "notify_backup",
                            ScriptType.SCRIPT,
                            help("Runs when the instance becomes BACKUP.").firstCounts()),
                    VrrpNotify::backup);
    public static final Keyword<Script> NOTIFY_MASTER =
            BLOCK.add(
                    Keyword.of(
                            "notify_master",
                            ScriptType.SCRIPT,
                            help("Runs when the instance becomes MASTER.").firstCounts()),
                    VrrpNotify::master);
    public static final Keyword<Script> NOTIFY_FAULT =
            BLOCK.add(
                    Keyword.of(
                            "notify_fault",
                            ScriptType.SCRIPT,
                            help("Runs when the instance enters FAULT.").firstCounts()),
                    VrrpNotify::fault);
    public static final Keyword<Script> NOTIFY_STOP =
            BLOCK.add(
                    Keyword.of(
                            "notify_stop",
                            ScriptType.SCRIPT,
                            help("Runs when the instance stops.").firstCounts()),
                    VrrpNotify::stop);
    public static final Keyword<Script> NOTIFY =
            BLOCK.add(
                    Keyword.of(
                            "notify",
                            ScriptType.SCRIPT,
                            help("Runs at every change; kind, name, state and priority are appended.")
                                    .firstCounts()),
                    VrrpNotify::any);
    public static final Keyword<Boolean> SMTP_ALERT =
            BLOCK.add(
                    Keyword.of("smtp_alert", BooleanType.BOOLEAN, help("Mail at changes of state."))
                            .inherits("smtp_alert_vrrp, smtp_alert, else off"),
                    VrrpNotify::smtpAlert);
    public static final Keyword<Boolean> NOTIFY_PRIORITY_CHANGES =
            BLOCK.add(
                    Keyword.of(
                                    "notify_priority_changes",
                                    BooleanType.BOOLEAN,
                                    help("Writes changes of priority to the FIFOs."))
                            .inherits("vrrp_notify_priority_changes"),
                    VrrpNotify::priorityChanges);
    public static final Keyword<Script> NOTIFY_DELETED =
            BLOCK.add(
                    Keyword.of(
                                    "notify_deleted",
                                    new OptionalScriptType(),
                                    help("A reload that removes the instance notifies DELETED instead of FAULT.")
                                            .firstCounts())
                            .unset("off"),
                    InstanceNotifyKeywords::deleted);
    public static final Keyword<Script> NOTIFY_MASTER_RX_LOWER_PRI =
            BLOCK.add(
                    Keyword.of(
                            "notify_master_rx_lower_pri",
                            ScriptType.SCRIPT,
                            help("Runs when a master hears an advert of lower priority.")
                                    .firstCounts()),
                    VrrpNotify::masterReceivedLowerPriority);

    private static @Nullable Script deleted(VrrpNotify notify) {
        Script deleted = notify.deleted();
        return deleted == null && notify.notifyDeleted() ? OptionalScriptType.NONE : deleted;
    }
}
