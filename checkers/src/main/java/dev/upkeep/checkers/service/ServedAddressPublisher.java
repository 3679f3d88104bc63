package dev.upkeep.checkers.service;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.Fence;
import dev.upkeep.checkers.pool.AddressQuorums;
import dev.upkeep.checkers.reconcile.IpvsUpdates;
import dev.upkeep.net.IpAddress;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;

/// Publishes which addresses with `while_quorum` are served: a new one once the kernel has its
/// services, one that goes before they leave. Belongs to the thread of the checks.
final class ServedAddressPublisher {

    private final IpvsUpdates updates;
    private final CheckerHooks hooks;
    private final Fence fence;
    private AddressQuorums quorums = AddressQuorums.NONE;
    private Set<IpAddress> published = Set.of();
    private boolean used;

    ServedAddressPublisher(IpvsUpdates updates, CheckerHooks hooks, Logger log) {
        this.updates = updates;
        this.hooks = hooks;
        this.fence = new Fence(log);
    }

    /// Takes other pools, before their services are sent to the kernel: addresses that are served
    /// no more go first. [#changed] follows when the services are sent.
    void configure(AddressQuorums next) {
        quorums = next;
        if (used) {
            Set<IpAddress> remaining = new HashSet<>(next.served());
            remaining.retainAll(published);
            publish(remaining);
        }
    }

    /// Called when changes were sent to the kernel.
    void changed() {
        publish(quorums.served());
    }

    private void publish(Set<IpAddress> served) {
        boolean first = !used && !quorums.users().isEmpty();
        if (served.equals(published) && !first) {
            return;
        }
        used = true;
        published = Set.copyOf(served);
        Set<IpAddress> now = published;
        updates.afterChanges(() ->
                fence.run("Publication of served addresses", () -> hooks.addressesServed(now)));
    }
}
