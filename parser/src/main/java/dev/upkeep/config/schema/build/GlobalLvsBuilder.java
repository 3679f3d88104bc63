package dev.upkeep.config.schema.build;

import static dev.upkeep.config.schema.keyword.GlobalLvsKeywords.*;

import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.config.model.LvsGlobals.FlushOnStop;
import dev.upkeep.config.model.LvsGlobals.Timeouts;
import dev.upkeep.config.schema.Bound;
import dev.upkeep.config.schema.Findings;
import java.time.Duration;

/// The IPVS settings of `global_defs`.
record GlobalLvsBuilder(Bound global, Findings findings) {

    LvsGlobals build() {
        String table = global.get(NFTABLES_IPVS);
        return new LvsGlobals(
                global.isOn(LVS_FLUSH),
                global.get(LVS_FLUSH_ON_STOP, FlushOnStop.NO),
                global.get(LVS_TIMEOUTS, new Timeouts(0, 0, 0)),
                global.get(LVS_SYNC_DAEMON),
                table != null && table.isEmpty() ? "keepalived_ipvs" : table,
                global.get(NFTABLES_IPVS_PRIORITY, -1),
                global.get(NFTABLES_IPVS_START_FWMARK, 1000L).intValue(),
                global.get(UPKEEP_RECONCILE_INTERVAL, Duration.ofSeconds(30)),
                global.isOn(RS_INIT_NOTIFIES),
                global.isOn(CHECKER_LOG_ALL_FAILURES));
    }
}
