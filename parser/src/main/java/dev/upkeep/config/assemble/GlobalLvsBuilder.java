package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.GlobalLvsKeywords.*;

import dev.upkeep.config.model.CheckerGlobals;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.config.model.LvsGlobals.SyncDaemon;
import dev.upkeep.config.schema.BoundBlock;
import org.jspecify.annotations.Nullable;

/// The IPVS settings of `global_defs`.
///
/// @param ofInstance sync daemon that an instance asks for the old way, null for none
record GlobalLvsBuilder(BoundBlock global, @Nullable SyncDaemon ofInstance) {

    LvsGlobals build() {
        String table = global.get(NFTABLES_IPVS);
        SyncDaemon daemon = global.get(LVS_SYNC_DAEMON);
        return new LvsGlobals(
                global.isOn(LVS_FLUSH),
                global.value(LVS_FLUSH_ON_STOP),
                global.value(LVS_TIMEOUTS),
                daemon == null ? ofInstance : daemon,
                table != null && table.isEmpty() ? "keepalived_ipvs" : table,
                global.value(NFTABLES_IPVS_PRIORITY),
                global.value(NFTABLES_IPVS_START_FWMARK).intValue(),
                global.value(UPKEEP_RECONCILE_INTERVAL),
                global.isOn(RS_INIT_NOTIFIES),
                new CheckerGlobals(
                        global.isOn(CHECKER_LOG_ALL_FAILURES),
                        global.value(CHECKER_LOG_LEVEL),
                        global.value(CHECKER_SHARE_PROBES)));
    }
}
