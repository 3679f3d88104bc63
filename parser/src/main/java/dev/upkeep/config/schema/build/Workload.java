package dev.upkeep.config.schema.build;

import dev.upkeep.config.schema.Bound;
import dev.upkeep.config.schema.keyword.VirtualServerKeywords;
import dev.upkeep.config.schema.keyword.VrrpInstanceKeywords;

/// Which of keepalived's processes a configuration gives something to do. One without work is not
/// started there, and what it would have found at its start is not reported.
///
/// @param vrrp there is a `vrrp_instance`, be it a faulty one
/// @param checkers there is a `virtual_server`
record Workload(boolean vrrp, boolean checkers) {

    static Workload of(Bound root) {
        return new Workload(
                !root.blocks(VrrpInstanceKeywords.VRRP_INSTANCE).isEmpty(),
                !root.blocks(VirtualServerKeywords.VIRTUAL_SERVER).isEmpty());
    }
}
