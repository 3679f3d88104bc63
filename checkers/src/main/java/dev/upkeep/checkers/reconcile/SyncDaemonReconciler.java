package dev.upkeep.checkers.reconcile;

import dev.upkeep.checkers.table.SyncDaemons;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.ipvs.SyncDaemon;
import dev.upkeep.netlink.libc.KernelException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Keeps the sync daemons of IPVS as `lvs_sync_daemon` and the VRRP instance define them. Belongs
/// to the ipvs thread.
public final class SyncDaemonReconciler {

    private final Ipvs ipvs;
    private final Logger log;
    private LvsGlobals.@Nullable SyncDaemon configured;
    private int routerId;
    private final Map<String, Boolean> masters = new HashMap<>();
    private List<SyncDaemon.Role> ours = List.of();
    private final Set<String> failures = new HashSet<>();

    public SyncDaemonReconciler(Ipvs ipvs, Logger log) {
        this.ipvs = ipvs;
        this.log = log;
    }

    /// Daemons that run are ours: left by a run that ended without a word.
    public void inherit() {
        ours = List.of(SyncDaemon.Role.MASTER, SyncDaemon.Role.BACKUP);
    }

    /// Takes the daemon of a configuration.
    public void configure(Configuration configuration) {
        LvsGlobals.SyncDaemon next = configuration.global().lvs().syncDaemon();
        configure(next, SyncDaemons.routerId(next, configuration.vrrpInstances()));
    }

    /// Takes a daemon.
    ///
    /// @param number virtual router id of its instance, 0 without one
    public void configure(LvsGlobals.@Nullable SyncDaemon next, int number) {
        configured = next;
        routerId = number;
        reconcileNow();
    }

    /// Takes the state of a VRRP instance.
    public void instance(String name, boolean master) {
        Boolean before = masters.put(name, master);
        boolean follows = configured != null && name.equals(configured.instance());
        if (follows && (before == null || before != master)) {
            reconcileNow();
        }
    }

    /// Compares with the kernel and makes it so; without a adminState the kernel is not even asked.
    void reconcileNow() {
        LvsGlobals.SyncDaemon now = configured;
        if (now == null && ours.isEmpty()) {
            return;
        }
        boolean master = now != null && masters.getOrDefault(now.instance(), false);
        List<SyncDaemon> desired = SyncDaemons.desired(now, routerId, master);
        List<SyncDaemon.Role> before = ours;
        ours = desired.stream().map(SyncDaemon::role).toList();
        try {
            SyncDaemons.Change change = SyncDaemons.change(ipvs.syncDaemons(), desired, before);
            for (SyncDaemon.Role role : change.stop()) {
                ipvs.stopSyncDaemon(role);
            }
            for (SyncDaemon daemon : change.start()) {
                ipvs.startSyncDaemon(daemon);
                log.info(
                        "IPVS sync daemon: {} on {} with id {}",
                        daemon.role().name().toLowerCase(Locale.ROOT),
                        daemon.interfaceName(),
                        daemon.syncId());
            }
            failures.clear();
        } catch (KernelException failed) {
            ours = Stream.concat(ours.stream(), before.stream()).distinct().toList();
            if (failures.add(String.valueOf(failed.getMessage()))) {
                log.error("lvs_sync_daemon: {}", failed.getMessage());
            }
        }
    }

    /// Stops the daemons that are ours.
    public void stop() {
        configured = null;
        reconcileNow();
    }
}
