package dev.upkeep.checkers.service;

import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.reconcile.IpvsUpdates;
import dev.upkeep.checkers.reconcile.RequestMessages;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.loop.EventLoop;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;

/// Sends the desired state to the ipvs thread: all of it when a configuration begins, afterwards
/// the entries of pools that change. Belongs to the thread of the checks.
final class DesiredStatePublisher {

    private final EventLoop loop;
    private final IpvsUpdates updates;
    private final Runnable sent;
    private final Logger log;
    private Map<ServiceKey, Pool> holders = Map.of();
    private final Set<Pool> changed = Collections.newSetFromMap(new IdentityHashMap<>());

    /// @param sent called after changes of pools were sent
    DesiredStatePublisher(EventLoop loop, IpvsUpdates updates, Runnable sent, Logger log) {
        this.sent = sent;
        this.loop = loop;
        this.updates = updates;
        this.log = log;
    }

    /// Remembers which pool has which service of the kernel.
    void hold(DesiredState desired) {
        holders = desired.holders();
        for (DesiredState.Conflict conflict : desired.conflicts()) {
            log.warn(
                    "Service {} of VS {} belongs to another virtual server already",
                    RequestMessages.of(conflict.service()),
                    conflict.pool().key());
        }
    }

    /// Sends another state altogether.
    ///
    /// @param applied runs when the kernel has been asked for all of it
    void replace(DesiredState desired, Runnable applied) {
        hold(desired);
        changed.clear(); // the state has it all
        updates.replace(desired, applied);
    }

    /// Called when a pool has other entries than before; they are sent once for all results of this
    /// round of the loop.
    void changed(Pool pool) {
        if (changed.isEmpty()) {
            loop.execute(this::flush);
        }
        changed.add(pool);
    }

    private void flush() {
        Map<ServiceKey, Optional<Entry>> changes = new LinkedHashMap<>();
        for (Pool pool : changed) {
            for (Entry entry : pool.entries()) {
                if (holders.get(entry.service().key()) == pool) {
                    changes.put(entry.service().key(), Optional.of(entry));
                }
            }
        }
        changed.clear();
        if (!changes.isEmpty()) {
            updates.change(changes);
        }
        sent.run();
    }
}
