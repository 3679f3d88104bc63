package dev.upkeep.checkers.service;

import dev.upkeep.checkers.nft.FilterPlan;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.reconcile.IpvsUpdates;
import dev.upkeep.checkers.reconcile.RequestMessages;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.loop.EventLoop;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;

/// From pools to the kernel's table: which pool has which service, the whole table when a
/// configuration begins, and afterwards the entries of pools that change. Belongs to the thread of
/// the checks.
public final class DesiredStatePublisher {

    private final EventLoop loop;
    private final IpvsUpdates sink;
    private final Logger log;
    private final Map<ServiceKey, PoolRun> holders = new HashMap<>();
    private final Set<PoolRun> changed = Collections.newSetFromMap(new IdentityHashMap<>());

    public DesiredStatePublisher(EventLoop loop, IpvsUpdates sink, Logger log) {
        this.loop = loop;
        this.sink = sink;
        this.log = log;
    }

    /// The table as it ought to be now. Where several pools want the same service the first one has
    /// it from now on.
    ///
    /// @param departing pools of services that a reload removed; they hold what is left over
    public IpvsTable table(Collection<PoolRun> runs, Collection<PoolRun> departing) {
        holders.clear();
        Map<ServiceKey, Entry> entries = new LinkedHashMap<>();
        for (PoolRun run : runs) {
            for (Entry entry : run.pool().entries()) {
                if (!hold(run, entry, entries)) {
                    log.warn(
                            "Service {} of VS {} belongs to another virtual server already",
                            RequestMessages.of(entry.service().key()),
                            run.pool().key());
                }
            }
        }
        for (PoolRun run : departing) {
            run.pool().entries().forEach(entry -> hold(run, entry, entries));
        }
        return new IpvsTable(entries);
    }

    private boolean hold(PoolRun run, Entry entry, Map<ServiceKey, Entry> entries) {
        ServiceKey key = entry.service().key();
        boolean free = holders.putIfAbsent(key, run) == null;
        if (free) {
            entries.put(key, entry);
        }
        return free;
    }

    /// Hands on another table altogether.
    ///
    /// @param table of [#table], as it is now
    /// @param applied runs when the kernel was asked for all of it
    public void replace(IpvsTable table, Ownership ours, FilterPlan plan, Runnable applied) {
        changed.clear(); // the table has it all
        sink.replace(table, ours, plan, applied);
    }

    /// A pool's entries are others than before; they go out once for all results of this round of
    /// the loop.
    public void touched(PoolRun run) {
        if (changed.isEmpty()) {
            loop.execute(this::flush);
        }
        changed.add(run);
    }

    private void flush() {
        Map<ServiceKey, Optional<Entry>> changes = new LinkedHashMap<>();
        for (PoolRun run : changed) {
            for (Entry entry : run.pool().entries()) {
                if (holders.get(entry.service().key()) == run) {
                    changes.put(entry.service().key(), Optional.of(entry));
                }
            }
        }
        changed.clear();
        if (!changes.isEmpty()) {
            sink.change(changes);
        }
    }
}
