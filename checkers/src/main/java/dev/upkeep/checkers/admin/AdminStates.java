package dev.upkeep.checkers.admin;

import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.config.model.RealServer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The administrative states, server by server.
///
/// @param states those that are not enabled
public record AdminStates(Map<Place, AdminState> states) {

    /// Every server is enabled.
    public static final AdminStates NONE = new AdminStates(Map.of());

    public AdminStates {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }

    /// One real server of one virtual server.
    ///
    /// @param service the unambiguous name
    public record Place(ServiceName service, ServerName server) {
        static Place of(Pool pool, RealServer server) {
            return new Place(ServiceName.of(pool), ServerName.of(server.endpoint()));
        }
    }

    /// Collects the administrative states of all servers in pools.
    public static AdminStates of(Collection<Pool> pools) {
        Map<Place, AdminState> states = new LinkedHashMap<>();
        for (Pool pool : pools) {
            List<RealServer> servers = pool.members();
            for (int i = 0; i < servers.size(); i++) {
                AdminState adminState = pool.state(i).adminState();
                if (adminState != AdminState.ENABLED) {
                    states.put(Place.of(pool, servers.get(i)), adminState);
                }
            }
        }
        return new AdminStates(states);
    }

    public AdminState of(Pool pool, RealServer server) {
        return states.isEmpty() // so that tens of thousands of servers need no names
                ? AdminState.ENABLED
                : states.getOrDefault(Place.of(pool, server), AdminState.ENABLED);
    }
}
