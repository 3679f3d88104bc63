package dev.upkeep.checkers.table;

import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.SyncDaemon;
import dev.upkeep.netlink.ipvs.SyncDaemon.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `lvs_sync_daemon`: which threads of the kernel should exchange connections with the other
/// directors, and what to do when others run.
public final class SyncDaemons {

    private static final IpAddress DEFAULT_GROUP = IpAddress.parse("224.0.0.81");
    private static final int DEFAULT_PORT = 8848;
    private static final int DEFAULT_TTL = 1;

    private SyncDaemons() {}

    /// The actions, in this order.
    ///
    /// @param stop roles whose daemon is of another make, or not desired
    /// @param start daemons that do not run
    public record Change(List<Role> stop, List<SyncDaemon> start) {
        public Change {
            stop = List.copyOf(stop);
            start = List.copyOf(start);
        }
    }

    /// Returns the virtual router id of the instance that a daemon follows, 0 without one.
    public static int routerId(
            LvsGlobals.@Nullable SyncDaemon configured, List<VrrpInstance> instances) {
        int number = 0;
        for (VrrpInstance instance : instances) {
            if (configured != null && instance.name().equals(configured.instance())) {
                number = instance.identity().virtualRouterId();
            }
        }
        return number;
    }

    /// Returns the daemons of a configuration: one that follows a VRRP instance, or one of each
    /// role.
    ///
    /// @param configured null for none
    /// @param routerId virtual router id of the instance, 0 without one
    /// @param master whether the instance is master
    public static List<SyncDaemon> desired(
            LvsGlobals.@Nullable SyncDaemon configured, int routerId, boolean master) {
        if (configured == null) {
            return List.of();
        }
        Integer id = configured.id();
        int syncId = id != null ? id : routerId;
        if (configured.instance() != null) {
            return List.of(daemon(master ? Role.MASTER : Role.BACKUP, configured, syncId));
        }
        return List.of(
                daemon(Role.MASTER, configured, syncId), daemon(Role.BACKUP, configured, syncId));
    }

    private static SyncDaemon daemon(Role role, LvsGlobals.SyncDaemon configured, int syncId) {
        return new SyncDaemon(
                role,
                configured.interfaceName(),
                syncId,
                configured.maxLength(),
                configured.group(),
                configured.port(),
                configured.ttl());
    }

    /// Compares what runs with what is desired.
    ///
    /// @param ours roles whose daemon was ours; one of another role is left alone
    public static Change change(
            List<SyncDaemon> running, List<SyncDaemon> desired, List<Role> ours) {
        List<Role> stop = new ArrayList<>();
        List<SyncDaemon> start = new ArrayList<>(desired);
        for (SyncDaemon now : running) {
            if (start.removeIf(each -> same(now, each))) {
                continue;
            }
            boolean inTheWay = desired.stream().anyMatch(each -> each.role() == now.role());
            if (inTheWay || ours.contains(now.role())) {
                stop.add(now.role());
            }
        }
        return new Change(stop, start);
    }

    /// Returns whether a daemon that the kernel reports, with all values filled in, is the desired
    /// one. The kernel's length for none depends on the MTU; any will do.
    private static boolean same(SyncDaemon now, SyncDaemon desired) {
        IpAddress group = desired.group();
        return now.role() == desired.role()
                && now.interfaceName().equals(desired.interfaceName())
                && now.syncId() == desired.syncId()
                && (desired.maxLength() == 0 || now.maxLength() == desired.maxLength())
                && (group == null ? DEFAULT_GROUP : group).equals(now.group())
                && (desired.port() == 0 ? DEFAULT_PORT : desired.port()) == now.port()
                && (desired.ttl() == 0 ? DEFAULT_TTL : desired.ttl()) == now.ttl();
    }
}
