package dev.upkeep.checkers.table;

import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.Destination.ForwardingMethod;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.Service;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The requests that turn one table into another, in an order that keeps service: within a service
/// first what can serve (added, or given a weight), then what shall serve less, then what goes; and
/// all services that come before the services that go. What the kernel can change in place is
/// edited. What is not owned is not touched.
public final class TableDiff {

    private TableDiff() {}

    /// Compares a whole table.
    ///
    /// @param owned which of the entries that are not desired may be deleted
    public static List<IpvsRequest> between(IpvsTable kernel, IpvsTable desired, Ownership owned) {
        List<IpvsRequest> requests = new ArrayList<>();
        for (Map.Entry<ServiceKey, Entry> want : desired.services().entrySet()) {
            Entry have = kernel.services().get(want.getKey());
            between(have, want.getValue(), owned, requests);
        }
        for (ServiceKey key : kernel.services().keySet()) {
            if (!desired.services().containsKey(key) && owned.has(key)) {
                requests.add(new IpvsRequest.DeleteService(key));
            }
        }
        return requests;
    }

    /// Compares one service that is desired.
    ///
    /// @param have what the kernel has, null for nothing
    public static void between(
            @Nullable Entry have, Entry want, Ownership owned, List<IpvsRequest> requests) {
        if (want.equals(have)) { // at once for what a reload leaves alone: it is the same object
            return;
        }
        ServiceKey key = want.service().key();
        if (have == null) {
            requests.add(new IpvsRequest.AddService(want.service()));
            addAll(key, want.destinations(), requests);
            return;
        }
        if (!same(have.service(), want.service())) {
            requests.add(new IpvsRequest.EditService(want.service()));
        }
        Map<Endpoint, Destination> present = have.destinations();
        List<IpvsRequest> later = new ArrayList<>();
        for (Destination wanted : want.destinations().values()) {
            Destination now = present.get(wanted.endpoint());
            List<IpvsRequest> order = wanted.weight() > 0 ? requests : later;
            if (now == null) {
                order.add(new IpvsRequest.AddDestination(key, wanted));
            } else if (!same(now, wanted)) {
                order.add(new IpvsRequest.EditDestination(key, wanted));
            }
        }
        requests.addAll(later);
        for (Endpoint server : present.keySet()) {
            if (!want.destinations().containsKey(server) && owned.has(key, server)) {
                requests.add(new IpvsRequest.DeleteDestination(key, server));
            }
        }
    }

    private static void addAll(
            ServiceKey key, Map<Endpoint, Destination> wanted, List<IpvsRequest> requests) {
        for (Destination destination : wanted.values()) {
            requests.add(new IpvsRequest.AddDestination(key, destination));
        }
    }

    /// Whether two services mean the same to the kernel: what belongs to persistence only counts
    /// with persistence, and the flag of the kernel's own hash table never does.
    public static boolean same(Service a, Service b) {
        int flags = a.flags() & ~Service.HASHED;
        boolean persistent = (flags & Service.PERSISTENT) != 0;
        return flags == (b.flags() & ~Service.HASHED)
                && a.scheduler().equals(b.scheduler())
                && Objects.equals(a.persistenceEngine(), b.persistenceEngine())
                && (!persistent
                        || (a.timeoutSeconds() == b.timeoutSeconds()
                                && a.prefixLength() == b.prefixLength()));
    }

    /// Whether two destinations mean the same to the kernel: encapsulation only counts for tunnels,
    /// and a server of this machine may be reported as local instead of as asked for.
    public static boolean same(Destination a, Destination b) {
        boolean method =
                a.method() == b.method()
                        || a.method() == ForwardingMethod.LOCAL_NODE
                        || b.method() == ForwardingMethod.LOCAL_NODE;
        boolean tunnel = a.method() == ForwardingMethod.TUNNEL;
        return method
                && a.weight() == b.weight()
                && a.upperThreshold() == b.upperThreshold()
                && a.lowerThreshold() == b.lowerThreshold()
                && (!tunnel || a.tunnel().equals(b.tunnel()));
    }
}
