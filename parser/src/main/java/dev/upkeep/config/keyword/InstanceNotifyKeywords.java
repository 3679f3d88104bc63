package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.value.OptionalScriptType;
import org.jspecify.annotations.Nullable;

/// Keywords of `vrrp_instance` for notifications of its state.
public final class InstanceNotifyKeywords {
    /// The keywords of the block.
    public static final BlockSchema<VrrpNotify> BLOCK = new BlockSchema<>();

    private InstanceNotifyKeywords() {}

    public static final NotifyKeywords NOTIFY = NotifyKeywords.in(BLOCK, "instance");
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
                    NotifyKeywords.script(
                            "notify_master_rx_lower_pri",
                            "Runs when a master hears an advert of lower priority."),
                    VrrpNotify::masterReceivedLowerPriority);

    private static @Nullable Script deleted(VrrpNotify notify) {
        Script deleted = notify.deleted();
        return deleted == null && notify.notifyDeleted() ? OptionalScriptType.NONE : deleted;
    }
}
