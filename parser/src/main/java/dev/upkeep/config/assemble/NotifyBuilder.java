package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.InstanceNotifyKeywords.NOTIFY_DELETED;
import static dev.upkeep.config.keyword.InstanceNotifyKeywords.NOTIFY_MASTER_RX_LOWER_PRI;

import dev.upkeep.config.keyword.NotifyKeywords;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.config.schema.BoundBlock;

/// Scripts and alerts of instances and sync groups. What a group has no keyword for is absent
/// there.
///
/// @param keywords of the kind of block
record NotifyBuilder(BuildContext build, NotifyKeywords keywords) {

    VrrpNotify build(BoundBlock block) {
        Scripts scripts = build.scripts();
        return new VrrpNotify(
                scripts.notification(block, keywords.backup()),
                scripts.notification(block, keywords.master()),
                scripts.notification(block, keywords.fault()),
                scripts.notification(block, keywords.stop()),
                scripts.notification(block, NOTIFY_DELETED),
                block.has(NOTIFY_DELETED),
                scripts.notification(block, keywords.any()),
                scripts.notification(block, NOTIFY_MASTER_RX_LOWER_PRI),
                build.alert(block, keywords.smtpAlert(), build.global().mail().alerts().vrrp()),
                block.get(
                        keywords.priorityChanges(),
                        build.global().vrrpDefaults().notifyPriorityChanges()));
    }
}
