package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.OptionalScriptType;
import dev.upkeep.config.value.ScriptType;

/// Keywords of `vrrp_instance` about who is told of its state.
public final class InstanceNotifyKeywords {
    private InstanceNotifyKeywords() {}

    public static final Keyword<Script> NOTIFY_BACKUP =
            Keyword.of(
                    "notify_backup",
                    ScriptType.SCRIPT,
                    help("Runs when the instance becomes BACKUP.").firstCounts());
    public static final Keyword<Script> NOTIFY_MASTER =
            Keyword.of(
                    "notify_master",
                    ScriptType.SCRIPT,
                    help("Runs when the instance becomes MASTER.").firstCounts());
    public static final Keyword<Script> NOTIFY_FAULT =
            Keyword.of(
                    "notify_fault",
                    ScriptType.SCRIPT,
                    help("Runs when the instance enters FAULT.").firstCounts());
    public static final Keyword<Script> NOTIFY_STOP =
            Keyword.of(
                    "notify_stop",
                    ScriptType.SCRIPT,
                    help("Runs when the instance stops.").firstCounts());
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
    public static final Keyword<Script> NOTIFY_DELETED =
            Keyword.of(
                    "notify_deleted",
                    new OptionalScriptType(),
                    help("A reload that removes the instance notifies DELETED instead of FAULT.")
                            .byDefault("off")
                            .firstCounts());
    public static final Keyword<Script> NOTIFY_MASTER_RX_LOWER_PRI =
            Keyword.of(
                    "notify_master_rx_lower_pri",
                    ScriptType.SCRIPT,
                    help("Runs when a master hears an advert of lower priority.").firstCounts());
}
