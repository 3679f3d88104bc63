package dev.upkeep.checkers.service;

import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolEvent;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.config.model.Quorum;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.VirtualServer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Log texts about servers and services, in keepalived's words.
final class PoolMessages {

    private PoolMessages() {}

    /// Returns the lines of an event, none for those that only hooks get.
    static List<String> of(Pool pool, PoolEvent event) {
        VirtualServer service = pool.service();
        String vs = pool.key().toString();
        Quorum quorum = service.quorum();
        return switch (event) {
            case PoolEvent.ServerUp(var server) ->
                    pool.sorryServes()
                            ? List.of()
                            : List.of(
                                    server.inhibitOnFailure()
                                            ? "Enabling service "
                                                    + name(service, server)
                                                    + " of VS "
                                                    + vs
                                            : "Adding service "
                                                    + name(service, server)
                                                    + " to VS "
                                                    + vs);
            case PoolEvent.ServerDown(var server) ->
                    List.of(
                            server.inhibitOnFailure()
                                    ? "Disabling service " + name(service, server) + " of VS " + vs
                                    : "Removing service "
                                            + name(service, server)
                                            + " from VS "
                                            + vs);
            case PoolEvent.ServerStaysDown _, PoolEvent.ServerStartsUp _ -> List.of();
            case PoolEvent.ServerGone(var server, boolean wasUp) ->
                    gone(service, vs, server, wasUp);
            case PoolEvent.WeightChanged(var server, int from, int to, boolean active) ->
                    List.of(
                            "Changing weight from "
                                    + from
                                    + " to "
                                    + to
                                    + " for "
                                    + (active ? "active" : "inactive")
                                    + " service "
                                    + name(service, server)
                                    + " of VS "
                                    + vs);
            case PoolEvent.QuorumGained(long live) ->
                    List.of(
                            "Gained quorum "
                                    + quorum.quorum()
                                    + "+"
                                    + quorum.hysteresis()
                                    + "="
                                    + (quorum.quorum() + quorum.hysteresis())
                                    + " <= "
                                    + live
                                    + " for VS "
                                    + vs);
            case PoolEvent.QuorumLost(long live) ->
                    List.of("Lost quorum " + below(quorum, live) + vs);
            case PoolEvent.QuorumMissing(long live) ->
                    List.of("Starting with quorum down " + below(quorum, live) + vs);
            case PoolEvent.SorryServes(var sorry) ->
                    List.of(
                            (sorry.inhibit() ? "Enabling" : "Adding")
                                    + " sorry server "
                                    + name(service, sorry)
                                    + " to VS "
                                    + vs,
                            "Removing alive servers from the pool for VS " + vs);
            case PoolEvent.SorryStops(var sorry) ->
                    List.of(
                            (sorry.inhibit() ? "Disabling" : "Removing")
                                    + " sorry server "
                                    + name(service, sorry)
                                    + " from VS "
                                    + vs,
                            "Adding alive servers to the pool for VS " + vs);
        };
    }

    private static String below(Quorum quorum, long live) {
        return quorum.quorum()
                + "-"
                + quorum.hysteresis()
                + "="
                + (quorum.quorum() - quorum.hysteresis())
                + " > "
                + live
                + " for VS ";
    }

    private static List<String> gone(
            VirtualServer service, String vs, RealServer server, boolean wasUp) {
        List<String> lines = new ArrayList<>();
        if (wasUp) {
            lines.add("Removing service " + name(service, server) + " from VS " + vs);
        } else if (server.inhibitOnFailure()) {
            lines.add("Removing (inhibited) service " + name(service, server) + " from VS " + vs);
        }
        return lines;
    }

    /// Returns the line of a service that a reload removed.
    static String serviceRemoved(Pool pool) {
        return pool.service().address() instanceof ServiceAddress.Group(var name)
                ? "Removing Virtual Server Group [" + name + "]"
                : "Removing Virtual Server " + pool.key();
    }

    /// Returns the line of a server that the next configuration does not have.
    static String noLongerExists(VirtualServer service, RealServer server) {
        return "service " + name(service, server) + " no longer exist";
    }

    /// Returns the line of a change of the administrative state of a server.
    static String adminState(Pool pool, RealServer server, AdminState adminState) {
        String what =
                switch (adminState) {
                    case ENABLED -> "enables";
                    case DRAINING -> "drains";
                    case DISABLED -> "disables";
                };
        return "The operator "
                + what
                + " service "
                + name(pool.service(), server)
                + " of VS "
                + pool.key();
    }

    /// Returns the line of a weight that the operator set, or of the return to the configured one.
    static String operatorWeight(Pool pool, RealServer server, @Nullable Integer weight) {
        return "The operator sets weight "
                + (weight == null ? server.weight() + ", as configured," : weight)
                + " of service "
                + name(pool.service(), server)
                + " of VS "
                + pool.key();
    }

    /// Returns the line of a server of a service that is removed at shutdown.
    static String shuttingDown(Pool pool, int server) {
        RealServer real = pool.service().realServers().get(server);
        boolean inhibited = real.inhibitOnFailure() && !pool.state(server).up();
        return "Shutting down "
                + (inhibited ? "(inhibited) " : "")
                + "service "
                + name(pool.service(), real)
                + " from VS "
                + pool.key();
    }

    private static String name(VirtualServer service, RealServer server) {
        return PoolKey.serverName(service, server.endpoint());
    }

    private static String name(VirtualServer service, SorryServer server) {
        return PoolKey.serverName(service, server.endpoint());
    }
}
