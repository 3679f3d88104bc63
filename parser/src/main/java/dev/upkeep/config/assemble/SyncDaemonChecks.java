package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.GlobalLvsKeywords;
import dev.upkeep.config.keyword.VrrpInstanceKeywords;
import dev.upkeep.config.model.LvsGlobals.SyncDaemon;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.net.Family;

/// Checks whether this machine has what the sync daemon sends from. Its state is no error of the
/// file: everything here is a warning.
record SyncDaemonChecks(BuildContext build, Interfaces interfaces, BoundBlock root) {

    private static final String NOTHING_SENT = "; no connections are synchronised";

    void check() {
        SyncDaemon daemon = build.global().lvs().syncDaemon();
        if (daemon == null) {
            return;
        }
        String device = daemon.interfaceName();
        if (!interfaces.exists(device)) {
            report(
                    "interface " + device + " does not exist" + NOTHING_SENT,
                    interfaces.advice(device, "create it, or name another one"));
        } else if (build.system().sourceAddress(device, Family.INET) == null
                && build.system().sourceAddress(device, Family.INET6) == null) {
            report(
                    "interface " + device + " has no address to send from" + NOTHING_SENT,
                    "give it an address");
        }
    }

    private void report(String message, String hint) {
        build.warning(DiagnosticCode.SYNC_SOURCE, where(), "lvs_sync_daemon: " + message, hint);
    }

    private SourceLocation where() {
        if (build.globalSays(GlobalLvsKeywords.LVS_SYNC_DAEMON)) {
            return build.written().where(GlobalLvsKeywords.LVS_SYNC_DAEMON);
        }
        for (BoundBlock block : root.blocks(VrrpInstanceKeywords.VRRP_INSTANCE)) {
            if (block.has(VrrpInstanceKeywords.LVS_SYNC_DAEMON_INTERFACE)) {
                return block.where(VrrpInstanceKeywords.LVS_SYNC_DAEMON_INTERFACE);
            }
        }
        return root.where();
    }
}
