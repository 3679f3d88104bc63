package dev.upkeep.checkers.service;

import dev.upkeep.checkers.reconcile.IpvsReconciler;
import dev.upkeep.checkers.reconcile.IpvsUpdates;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Updates that reach the reconciler at once, on the thread of the test.
record DirectUpdates(IpvsReconciler reconciler) implements IpvsUpdates {

    @Override
    public void change(Map<ServiceKey, Optional<Entry>> changes) {
        reconciler.change(changes);
    }

    @Override
    public void replace(DesiredState desired, Runnable applied) {
        reconciler.replace(desired);
        applied.run();
        reconciler.reconcile();
    }

    @Override
    public void afterChanges(Runnable order) {
        order.run();
    }

    @Override
    public void busy(List<ServiceKey> services, Consumer<Set<Endpoint>> answer) {
        Set<Endpoint> busy = reconciler.busy(services);
        answer.accept(busy == null ? Set.of() : busy);
    }
}
