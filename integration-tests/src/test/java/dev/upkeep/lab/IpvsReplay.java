package dev.upkeep.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Goes once more through the changes of a table, one after the other as the kernel did, and looks
/// at every state between: what no observer is fast enough to see.
final class IpvsReplay {
    /// Weights of the servers of each service.
    private final Map<String, Map<String, Integer>> services = new TreeMap<>();

    private IpvsReplay() {}

    /// The steps after which a service has no server with weight, having had one before: a service
    /// that is deleted counts as such when it comes again.
    static List<String> gaps(IpvsTable start, List<IpvsChange> changes) {
        var replay = new IpvsReplay();
        replay.services.putAll(weights(start));
        var gaps = new ArrayList<String>();
        var deleted = new ArrayList<String>();
        for (IpvsChange change : changes) {
            boolean served = replay.serves(change.service());
            replay.apply(change);
            if (change.command().equals("DEL_SERVICE")) {
                deleted.add(change.service());
            } else if (change.command().equals("NEW_SERVICE")
                    && deleted.contains(change.service())) {
                gaps.add("deleted before: " + change);
            } else if (served && !replay.serves(change.service())) {
                gaps.add("without a server after: " + change);
            }
        }
        return gaps;
    }

    /// The weights of servers after all changes.
    static Map<String, Map<String, Integer>> result(IpvsTable start, List<IpvsChange> changes) {
        var replay = new IpvsReplay();
        replay.services.putAll(weights(start));
        changes.forEach(replay::apply);
        return replay.services;
    }

    /// The weights of servers of a table.
    static Map<String, Map<String, Integer>> weights(IpvsTable table) {
        var services = new TreeMap<String, Map<String, Integer>>();
        for (IpvsTable.Service service : table.services()) {
            var servers = new TreeMap<String, Integer>();
            service.destinations()
                    .forEach(server -> servers.put(server.address(), server.weight()));
            services.put(service.key(), servers);
        }
        return services;
    }

    private boolean serves(String service) {
        return services.getOrDefault(service, Map.of()).values().stream()
                .anyMatch(weight -> weight > 0);
    }

    private void apply(IpvsChange change) {
        String service = change.service();
        switch (change.command()) {
            case "NEW_SERVICE" -> services.put(service, new TreeMap<>());
            case "DEL_SERVICE" -> services.remove(service);
            case "FLUSH" -> services.clear();
            case "NEW_DEST", "SET_DEST" -> servers(service).put(change.server(), change.weight());
            case "DEL_DEST" -> servers(service).remove(change.server());
            default -> {} // leaves servers as they are
        }
    }

    private Map<String, Integer> servers(String service) {
        return services.computeIfAbsent(service, _ -> new LinkedHashMap<>());
    }
}
