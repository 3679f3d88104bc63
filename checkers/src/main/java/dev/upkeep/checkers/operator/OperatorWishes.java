package dev.upkeep.checkers.operator;

import dev.upkeep.checkers.machine.Pool;
import dev.upkeep.checkers.machine.ServerState.Administrative;
import dev.upkeep.checkers.machine.TablePlan;
import dev.upkeep.config.model.RealServer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the operator asked for, server by server.
///
/// @param states those that are not enabled
public record OperatorWishes(Map<Place, Administrative> states) implements TablePlan.Wishes {

    /// Every server is enabled.
    public static final OperatorWishes NONE = new OperatorWishes(Map.of());

    public OperatorWishes {
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

    /// The wishes that pools have.
    public static OperatorWishes of(Collection<Pool> pools) {
        Map<Place, Administrative> states = new LinkedHashMap<>();
        for (Pool pool : pools) {
            List<RealServer> servers = pool.members();
            for (int i = 0; i < servers.size(); i++) {
                Administrative wish = pool.state(i).administrative();
                if (wish != Administrative.ENABLED) {
                    states.put(Place.of(pool, servers.get(i)), wish);
                }
            }
        }
        return new OperatorWishes(states);
    }

    @Override
    public Administrative of(Pool pool, RealServer server) {
        return states.isEmpty() // so that tens of thousands of servers need no names
                ? Administrative.ENABLED
                : states.getOrDefault(Place.of(pool, server), Administrative.ENABLED);
    }
}
