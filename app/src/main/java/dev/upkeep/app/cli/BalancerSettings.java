package dev.upkeep.app.cli;

import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.checkers.table.SyncDaemons;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.netlink.ipvs.IpvsTimeouts;
import dev.upkeep.netlink.ipvs.SyncDaemon;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Shows the changes that a new configuration would make to the load balancer beside its table, as
/// lines of a diff. Pure.
final class BalancerSettings {

    private BalancerSettings() {}

    /// Returns the lines for `lvs_timeouts`, `lvs_sync_daemon` and the sysctl of `lb_kind FNAT`.
    ///
    /// @param owned what the running daemon owns, or one that crashed
    /// @param master whether a VRRP instance is master then
    /// @param desired what the configuration asks of the table and of nftables
    static List<String> plan(
            Configuration next,
            PlannedMachine.Balancer found,
            Ownership owned,
            Predicate<VrrpInstance> master,
            DesiredState desired) {
        List<String> lines = new ArrayList<>();
        timeouts(next.global().lvs().timeouts(), found.timeouts(), lines);
        syncDaemons(next, found.syncDaemons(), owned, master, lines);
        if (!desired.filter().fullNat().destinations().isEmpty() && !found.tracking()) {
            lines.add("~ edit sysctl net.ipv4.vs.conntrack 1 (was 0)");
        }
        return lines;
    }

    private static void timeouts(
            LvsGlobals.Timeouts timeouts, @Nullable IpvsTimeouts now, List<String> lines) {
        timeout("tcp", timeouts.tcp(), now == null ? 0 : now.tcp(), lines);
        timeout("tcpfin", timeouts.tcpFin(), now == null ? 0 : now.tcpFin(), lines);
        timeout("udp", timeouts.udp(), now == null ? 0 : now.udp(), lines);
    }

    /// @param seconds the configured ones, 0 for the kernel's
    /// @param now seconds, 0 when that is not known
    private static void timeout(String name, int seconds, int now, List<String> lines) {
        if (seconds != 0 && seconds != now) {
            String before = now == 0 ? "" : " (was " + now + ")";
            lines.add("~ edit timeout " + name + " " + seconds + before);
        }
    }

    private static void syncDaemons(
            Configuration next,
            List<SyncDaemon> running,
            Ownership owned,
            Predicate<VrrpInstance> isMaster,
            List<String> lines) {
        LvsGlobals.SyncDaemon configured = next.global().lvs().syncDaemon();
        boolean master =
                configured != null
                        && next.vrrpInstances().stream()
                                .anyMatch(each ->
                                        each.name().equals(configured.instance())
                                                && isMaster.test(each));
        int routerId = SyncDaemons.routerId(configured, next.vrrpInstances());
        SyncDaemons.Change change =
                SyncDaemons.change(
                        running,
                        SyncDaemons.desired(configured, routerId, master),
                        owned.syncDaemons() ? List.of(SyncDaemon.Role.values()) : List.of());
        for (SyncDaemon.Role role : change.stop()) {
            lines.add("- stop sync daemon " + role.name().toLowerCase(Locale.ROOT));
        }
        for (SyncDaemon each : change.start()) {
            lines.add(
                    "+ start sync daemon "
                            + each.role().name().toLowerCase(Locale.ROOT)
                            + " on "
                            + each.interfaceName()
                            + " with id "
                            + each.syncId());
        }
    }
}
