package dev.upkeep.checkers.service;

import dev.upkeep.checkers.admin.PoolStatus;
import dev.upkeep.checkers.reconcile.ReconcileStatus;
import java.util.List;

/// Status of all virtual servers and of their table in the kernel.
public record CheckerStatus(List<PoolStatus> pools, ReconcileStatus reconcile) {

    public CheckerStatus {
        pools = List.copyOf(pools);
    }
}
