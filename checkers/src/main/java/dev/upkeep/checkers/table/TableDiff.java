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
        for (Map.Entry<ServiceKey, Entry> service : desired.services().entrySet()) {
            Entry actual = kernel.services().get(service.getKey());
            between(actual, service.getValue(), owned, requests);
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
    /// @param actual what the kernel has, null for nothing
    public static void between(
            @Nullable Entry actual, Entry desired, Ownership owned, List<IpvsRequest> requests) {
        if (desired.equals(
                actual)) { // at once for what a reload leaves alone: it is the same object
            return;
        }
        ServiceKey key = desired.service().key();
        if (actual == null) {
            requests.add(new IpvsRequest.AddService(desired.service()));
            addAll(key, desired.destinations(), requests);
            return;
        }
        if (!same(actual.service(), desired.service())) {
            requests.add(new IpvsRequest.EditService(desired.service()));
        }
        Map<Endpoint, Destination> present = actual.destinations();
        List<IpvsRequest> later = new ArrayList<>();
        for (Destination server : desired.destinations().values()) {
            Destination now = present.get(server.endpoint());
            List<IpvsRequest> order = server.weight() > 0 ? requests : later;
            if (now == null) {
                order.add(new IpvsRequest.AddDestination(key, server));
            } else if (!same(now, server)) {
                order.add(new IpvsRequest.EditDestination(key, server));
            }
        }
        requests.addAll(later);
        for (Endpoint server : present.keySet()) {
            if (!desired.destinations().containsKey(server) && owned.has(key, server)) {
                requests.add(new IpvsRequest.DeleteDestination(key, server));
            }
        }
    }

    private static void addAll(
            ServiceKey key, Map<Endpoint, Destination> destinations, List<IpvsRequest> requests) {
        for (Destination destination : destinations.values()) {
            requests.add(new IpvsRequest.AddDestination(key, destination));
        }
    }

    /// Returns whether two services mean the same to the kernel: what belongs to persistence only
    /// counts with persistence, and the flag of the kernel's own hash table never does.
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

    /// Returns whether two destinations mean the same to the kernel: encapsulation only counts for
    /// tunnels, and a server of this machine may be reported as local instead of as asked for.
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
