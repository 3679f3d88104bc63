package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.VirtualServerKeywords;
import dev.upkeep.config.keyword.VrrpInstanceKeywords;
import dev.upkeep.config.schema.BoundBlock;

/// Decides which of keepalived's processes a configuration gives something to do. One without work
/// is not started there, and what it would have found at its start is not reported.
///
/// @param vrrp there is a `vrrp_instance`, be it a faulty one
/// @param checkers there is a `virtual_server`
record Workload(boolean vrrp, boolean checkers) {

    static Workload of(BoundBlock root) {
        return new Workload(
                !root.blocks(VrrpInstanceKeywords.VRRP_INSTANCE).isEmpty(),
                !root.blocks(VirtualServerKeywords.VIRTUAL_SERVER).isEmpty());
    }
}
