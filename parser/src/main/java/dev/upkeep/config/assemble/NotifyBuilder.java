package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.InstanceNotifyKeywords;
import dev.upkeep.config.keyword.SyncGroupKeywords;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.config.schema.BoundBlock;

/// Scripts and alerts of instances and sync groups.
record NotifyBuilder(BuildContext build) {

    VrrpNotify ofInstance(BoundBlock block) {
        Scripts scripts = build.scripts();
        return new VrrpNotify(
                scripts.notification(block, InstanceNotifyKeywords.NOTIFY_BACKUP),
                scripts.notification(block, InstanceNotifyKeywords.NOTIFY_MASTER),
                scripts.notification(block, InstanceNotifyKeywords.NOTIFY_FAULT),
                scripts.notification(block, InstanceNotifyKeywords.NOTIFY_STOP),
                scripts.notification(block, InstanceNotifyKeywords.NOTIFY_DELETED),
                block.has(InstanceNotifyKeywords.NOTIFY_DELETED),
                scripts.notification(block, InstanceNotifyKeywords.NOTIFY),
                scripts.notification(block, InstanceNotifyKeywords.NOTIFY_MASTER_RX_LOWER_PRI),
                build.alert(
                        block.get(InstanceNotifyKeywords.SMTP_ALERT),
                        build.global().mail().alertVrrp(),
                        false),
                block.get(
                        InstanceNotifyKeywords.NOTIFY_PRIORITY_CHANGES,
                        build.global().vrrpDefaults().notifyPriorityChanges()));
    }

    VrrpNotify ofGroup(BoundBlock block) {
        Scripts scripts = build.scripts();
        return new VrrpNotify(
                scripts.notification(block, SyncGroupKeywords.NOTIFY_BACKUP),
                scripts.notification(block, SyncGroupKeywords.NOTIFY_MASTER),
                scripts.notification(block, SyncGroupKeywords.NOTIFY_FAULT),
                scripts.notification(block, SyncGroupKeywords.NOTIFY_STOP),
                null,
                false,
                scripts.notification(block, SyncGroupKeywords.NOTIFY),
                null,
                build.alert(
                        block.get(SyncGroupKeywords.SMTP_ALERT),
                        build.global().mail().alertVrrp(),
                        false),
                block.get(
                        SyncGroupKeywords.NOTIFY_PRIORITY_CHANGES,
                        build.global().vrrpDefaults().notifyPriorityChanges()));
    }
}
