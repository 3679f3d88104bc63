package dev.upkeep.app.cli;

import dev.upkeep.app.control.RequestWord;
import dev.upkeep.checkers.machine.Pool;
import dev.upkeep.checkers.machine.ServerState.Administrative;
import dev.upkeep.checkers.machine.TablePlan;
import dev.upkeep.checkers.operator.ServerName;
import dev.upkeep.checkers.operator.ServiceName;
import dev.upkeep.config.model.RealServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an operator asked a daemon for (`upkeep server drain`), as its list of servers tells. Pure.
///
/// @param states by virtual and real server as the list names them, only those not enabled
record OperatorWishes(Map<String, Administrative> states) implements TablePlan.Wishes {

    OperatorWishes {
        states = Map.copyOf(states);
    }

    /// Reads the lines of the list, words `key=value`.
    static OperatorWishes of(List<String> lines) {
        Map<String, Administrative> states = new HashMap<>();
        for (String line : lines) {
            Map<String, String> words = new HashMap<>();
            for (String word : line.split(" ", -1)) {
                int equals = word.indexOf('=');
                words.put(
                        word.substring(0, Math.max(0, equals)),
                        RequestWord.decode(word.substring(equals + 1)));
            }
            String server = words.get("virtual") + " " + words.get("real");
            switch (words.getOrDefault("state", "")) {
                case "draining" -> states.put(server, Administrative.DRAINING);
                case "disabled" -> states.put(server, Administrative.DISABLED);
                default -> {} // enabled, or removed by a reload
            }
        }
        return new OperatorWishes(states);
    }

    @Override
    public Administrative of(Pool pool, RealServer server) {
        return states.getOrDefault(
                ServiceName.of(pool) + " " + ServerName.of(server.endpoint()),
                Administrative.ENABLED);
    }
}
