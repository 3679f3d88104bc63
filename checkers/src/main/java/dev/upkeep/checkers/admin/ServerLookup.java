package dev.upkeep.checkers.admin;

import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.config.model.RealServer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Finds what an operator's names mean, or says what there is instead.
public sealed interface ServerLookup {

    /// More names than this are not listed in an error.
    int MOST_NAMES = 10;

    /// One real server.
    ///
    /// @param server index in the pool
    record Found(Pool pool, int server) implements ServerLookup {}

    /// None, or more than one.
    ///
    /// @param reason one line
    record Failed(String reason) implements ServerLookup {}

    /// Returns the virtual servers of a name: more than one only when it leaves the protocol, the
    /// family or the port open.
    static List<Pool> services(Collection<Pool> pools, ServiceName name) {
        return pools.stream().filter(name::matches).toList();
    }

    /// Finds the only real server that both names fit; the answer says whether there was none, or
    /// several.
    static ServerLookup find(Collection<Pool> pools, ServiceName service, ServerName server) {
        List<Pool> matching = services(pools, service);
        if (matching.isEmpty()) {
            return new Failed(unknown(pools, service));
        }
        if (matching.size() > 1) {
            return new Failed(service + " may be any of " + names(matching));
        }
        Pool pool = matching.getFirst();
        List<RealServer> servers = pool.members();
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            if (server.matches(servers.get(i).endpoint())) {
                found.add(i);
            }
        }
        if (found.isEmpty()) {
            return new Failed(
                    ServiceName.of(pool)
                            + " has no real server "
                            + server
                            + "; it has "
                            + serverNames(servers));
        }
        if (found.size() > 1) {
            return new Failed(
                    server
                            + " may be any of "
                            + serverNames(found.stream().map(servers::get).toList()));
        }
        return new Found(pool, found.getFirst());
    }

    /// That no virtual server has the name, and which ones there are.
    static String unknown(Collection<Pool> pools, ServiceName name) {
        return "there is no virtual server " + name + "; there are " + names(pools);
    }

    private static String names(Collection<Pool> pools) {
        return list(pools.stream().map(pool -> ServiceName.of(pool).toString()).toList());
    }

    private static String serverNames(List<RealServer> servers) {
        return list(
                servers.stream()
                        .map(server -> ServerName.of(server.endpoint()).toString())
                        .toList());
    }

    private static String list(List<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMES;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
