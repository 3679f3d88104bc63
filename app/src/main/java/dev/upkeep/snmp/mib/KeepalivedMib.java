package dev.upkeep.snmp.mib;

import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.snmp.agentx.Oid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// KEEPALIVED-MIB: what keepalived's own MIB shows.
public final class KeepalivedMib {

    /// `keepalived`.
    public static final Oid ROOT = Oid.of(1, 3, 6, 1, 4, 1, 9586, 100, 5);

    /// `global`.
    public static final Oid GLOBAL = ROOT.append(1);

    /// `vrrp`.
    public static final Oid VRRP = ROOT.append(2);

    /// `check`.
    public static final Oid CHECK = ROOT.append(3);

    private KeepalivedMib() {}

    /// What belongs to no instance and no service.
    public static List<MibNode> global(MibData data) {
        return GlobalObjects.of(GLOBAL, data);
    }

    /// Instances and groups with what they track and own.
    public static List<MibNode> vrrp(MibData data) {
        List<MibNode> nodes = new ArrayList<>(new InstanceObjects(data).nodes(VRRP));
        nodes.addAll(new TrackerObjects(VRRP, data).nodes());
        nodes.addAll(new ResourceObjects(data).nodes(VRRP));
        return nodes;
    }

    /// Virtual servers.
    public static List<MibNode> check(MibData data) {
        return new ServiceObjects(data).nodes(CHECK);
    }

    /// Returns a row of `realServerTable` that is no sorry server, null for none.
    ///
    /// @param service its number, from 1
    /// @param number that of the row among those of the service, from 1
    public static @Nullable ServerStatus server(MibData data, int service, int number) {
        return new ServiceObjects(data).server(service, number);
    }
}
