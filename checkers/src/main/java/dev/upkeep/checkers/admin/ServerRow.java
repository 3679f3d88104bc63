package dev.upkeep.checkers.admin;

import dev.upkeep.checkers.admin.ServerStatus.Condition;
import dev.upkeep.checkers.admin.ServerStatus.Connections;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.ServerState;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.Counters;
import dev.upkeep.netlink.ipvs.DestinationStatus;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A server with the entries of the kernel that are its.
///
/// @param status without connections
/// @param places where the kernel has it
public record ServerRow(ServerStatus status, Map<ServiceKey, Endpoint> places) {

    public ServerRow {
        places = Map.copyOf(places);
    }

    /// Returns the servers of a pool: those of the configuration, then those that a reload removed.
    public static List<ServerRow> of(Pool pool) {
        ServiceName service = ServiceName.of(pool);
        List<ServerRow> rows = new ArrayList<>();
        Set<Endpoint> configured = new HashSet<>();
        List<RealServer> servers = pool.members();
        for (int i = 0; i < servers.size(); i++) {
            RealServer server = servers.get(i);
            ServerState state = pool.state(i);
            configured.add(server.endpoint());
            rows.add(
                    row(
                            pool,
                            server,
                            new ServerStatus(
                                    service,
                                    ServerName.of(server.endpoint()),
                                    server.snmpName(),
                                    state.up(),
                                    state.unchecked(),
                                    state.weight(),
                                    pool.effectiveWeight(server),
                                    condition(state),
                                    null)));
        }
        for (RealServer server : pool.draining()) {
            if (!configured.contains(server.endpoint())) {
                rows.add(
                        row(
                                pool,
                                server,
                                new ServerStatus(
                                        service,
                                        ServerName.of(server.endpoint()),
                                        server.snmpName(),
                                        true,
                                        false,
                                        server.weight(),
                                        pool.effectiveWeight(server),
                                        Condition.REMOVED,
                                        null)));
            }
        }
        return rows;
    }

    private static ServerRow row(Pool pool, RealServer server, ServerStatus status) {
        return new ServerRow(status, pool.places(server));
    }

    private static Condition condition(ServerState state) {
        return switch (state.adminState()) {
            case ENABLED -> Condition.ENABLED;
            case DRAINING -> Condition.DRAINING;
            case DISABLED -> Condition.DISABLED;
        };
    }

    /// With the virtual servers that share its checks.
    public ServerRow sharedWith(List<ServiceName> others) {
        return others.isEmpty() ? this : new ServerRow(status.sharedWith(others), places);
    }

    /// With the connections that the kernel counts.
    public ServerStatus counted(Map<ServiceKey, Map<Endpoint, DestinationStatus>> kernel) {
        long active = 0;
        long inactive = 0;
        long persistent = 0;
        Counters counters = Counters.ZERO;
        for (var place : places.entrySet()) {
            DestinationStatus there =
                    kernel.getOrDefault(place.getKey(), Map.of()).get(place.getValue());
            if (there != null) {
                active += Integer.toUnsignedLong(there.active());
                inactive += Integer.toUnsignedLong(there.inactive());
                persistent += Integer.toUnsignedLong(there.persistent());
                counters = counters.plus(there.counters());
            }
        }
        return status.with(new Connections(active, inactive, persistent, counters));
    }
}
