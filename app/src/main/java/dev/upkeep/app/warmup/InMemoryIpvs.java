package dev.upkeep.app.warmup;

import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.DestinationStatus;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.ipvs.IpvsEncoder;
import dev.upkeep.netlink.ipvs.IpvsInfo;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsSocket;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTimeouts;
import dev.upkeep.netlink.ipvs.Service;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.ipvs.ServiceStatus;
import dev.upkeep.netlink.ipvs.SyncDaemon;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A load balancer that keeps requests in a table of its own, for [AotTraining]: the kernel of a
/// build machine seldom has one, and where it has, its table is none of ours. Requests are written
/// as for the kernel.
final class InMemoryIpvs implements Ipvs {

    private static final Logger log = LoggerFactory.getLogger(InMemoryIpvs.class);

    private static final int FAMILY = 33; // any will do

    private static final int ROOM = 65_536;

    private final IpvsEncoder encoder = new IpvsEncoder(FAMILY);
    private final Map<ServiceKey, Service> services = new LinkedHashMap<>();
    private final Map<ServiceKey, Map<Endpoint, Destination>> destinations = new HashMap<>();

    /// Asks the kernel for its load balancer and goes on without: a start gets that far, too.
    static Ipvs open() {
        try {
            IpvsSocket.open().close();
        } catch (KernelException absent) {
            log.debug("{}", absent.getMessage());
        }
        return new InMemoryIpvs();
    }

    @Override
    public IpvsTable dump() {
        Map<ServiceKey, IpvsTable.Entry> entries = new LinkedHashMap<>();
        services.forEach(
                (key, service) -> entries.put(key, new IpvsTable.Entry(service, servers(key))));
        return new IpvsTable(entries);
    }

    @Override
    public List<Refusal> apply(List<IpvsRequest> requests) {
        MessageWriter out = new MessageWriter(ByteBuffer.allocate(ROOM));
        for (IpvsRequest request : requests) {
            if (out.room() < IpvsEncoder.LONGEST_REQUEST) {
                out.clear();
            }
            encoder.change(out, 0, request);
            keep(request);
        }
        return List.of();
    }

    private void keep(IpvsRequest request) {
        switch (request) {
            case IpvsRequest.AddService(var service) -> services.put(service.key(), service);
            case IpvsRequest.EditService(var service) -> services.put(service.key(), service);
            case IpvsRequest.DeleteService(var key) -> {
                services.remove(key);
                destinations.remove(key);
            }
            case IpvsRequest.AddDestination(var key, var server) ->
                    servers(key).put(server.endpoint(), server);
            case IpvsRequest.EditDestination(var key, var server) ->
                    servers(key).put(server.endpoint(), server);
            case IpvsRequest.DeleteDestination(var key, var server) -> servers(key).remove(server);
            case IpvsRequest.Flush() -> {
                services.clear();
                destinations.clear();
            }
        }
    }

    private Map<Endpoint, Destination> servers(ServiceKey key) {
        return destinations.computeIfAbsent(key, _ -> new LinkedHashMap<>());
    }

    @Override
    public List<ServiceStatus> status() {
        return List.of();
    }

    @Override
    public List<DestinationStatus> status(ServiceKey key) {
        return List.of();
    }

    @Override
    public IpvsTimeouts timeouts() {
        return new IpvsTimeouts(0, 0, 0);
    }

    @Override
    public void setTimeouts(IpvsTimeouts timeouts) {}

    @Override
    public List<SyncDaemon> syncDaemons() {
        return List.of();
    }

    @Override
    public void startSyncDaemon(SyncDaemon daemon) {}

    @Override
    public void stopSyncDaemon(SyncDaemon.Role role) {}

    @Override
    public void zeroCounters() {}

    @Override
    public IpvsInfo info() {
        return new IpvsInfo(0, 0);
    }

    @Override
    public void close() {}
}
