package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.BooleanType;
import dev.upkeep.config.value.ScriptType;

/// Keywords for notifications of a VRRP state, of `vrrp_instance` and `vrrp_sync_group`.
public record NotifyKeywords(
        Keyword<Script> backup,
        Keyword<Script> master,
        Keyword<Script> fault,
        Keyword<Script> stop,
        Keyword<Script> any,
        Keyword<Boolean> smtpAlert,
        Keyword<Boolean> priorityChanges) {

    /// Declares them in a block.
    ///
    /// @param subject what the block describes, in the words of the help: instance or group
    static NotifyKeywords in(BlockSchema<VrrpNotify> block, String subject) {
        return new NotifyKeywords(
                block.add(
                        script("notify_backup", "Runs when the " + subject + " becomes BACKUP."),
                        VrrpNotify::backup),
                block.add(
                        script("notify_master", "Runs when the " + subject + " becomes MASTER."),
                        VrrpNotify::master),
                block.add(
                        script("notify_fault", "Runs when the " + subject + " enters FAULT."),
                        VrrpNotify::fault),
                block.add(
                        script("notify_stop", "Runs when the " + subject + " stops."),
                        VrrpNotify::stop),
                block.add(
                        script(
                                "notify",
                                "Runs at every change; kind, name, state and priority are"
                                        + " appended."),
                        VrrpNotify::any),
                block.add(
                        SharedKeywords.smtpAlert("Mail at changes of state.")
                                .inherits("smtp_alert_vrrp, smtp_alert", false),
                        VrrpNotify::smtpAlert),
                block.add(
                        Keyword.of(
                                        "notify_priority_changes",
                                        BooleanType.BOOLEAN,
                                        help("Writes changes of priority to the FIFOs."))
                                .inherits("vrrp_notify_priority_changes"),
                        VrrpNotify::priorityChanges));
    }

    /// Returns a script of which the first in a block counts.
    static Keyword<Script> script(String name, String help) {
        return Keyword.of(name, ScriptType.SCRIPT, help(help).firstCounts());
    }
}
