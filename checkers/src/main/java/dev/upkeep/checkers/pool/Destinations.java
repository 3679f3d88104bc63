package dev.upkeep.checkers.pool;

import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.Persistence;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.Destination.ForwardingMethod;
import dev.upkeep.netlink.ipvs.Destination.Tunnel;
import dev.upkeep.netlink.ipvs.Service;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The entries of the kernel's table that a virtual service should have.
public final class Destinations {

    /// Persistence of a service on every port that has none.
    private static final Duration DEFAULT_PERSISTENCE = Duration.ofMinutes(6);

    private Destinations() {}

    /// The service itself. A service on every port is made persistent where the configuration does
    /// not say so, as the kernel could not serve a client's connections consistently otherwise.
    public static Service service(VirtualServer server, ServiceKey key) {
        int configured = server.scheduling().flags();
        Persistence persistence = persistence(server, key);
        int flags =
                (persistence == null ? 0 : Service.PERSISTENT)
                        | (server.scheduling().onePacket() ? Service.ONE_PACKET : 0)
                        | ((configured & 1) == 0 ? 0 : Service.SCHED1)
                        | ((configured & 2) == 0 ? 0 : Service.SCHED2)
                        | ((configured & 4) == 0 ? 0 : Service.SCHED3);
        return new Service(
                key,
                server.scheduling().scheduler(),
                flags,
                persistence == null ? 0 : (int) persistence.timeout().toSeconds(),
                persistence == null || key.family() != server.family()
                        ? hostPrefix(
                                key) // a group's entries of the other family: each host by itself
                        : persistence.granularity(),
                persistence == null ? null : persistence.engine());
    }

    private static @Nullable Persistence persistence(VirtualServer server, ServiceKey key) {
        boolean everyPort =
                key instanceof ServiceKey.OnAddress(_, var endpoint) && endpoint.port() == 0;
        return server.persistence() == null && everyPort
                ? new Persistence(DEFAULT_PERSISTENCE, hostPrefix(key), null)
                : server.persistence();
    }

    private static int hostPrefix(ServiceKey key) {
        return switch (key.family()) {
            case INET -> 32;
            case INET6 -> 128;
        };
    }

    /// Returns the destinations of one service of the kernel.
    ///
    /// Without quorum, and with a sorry server, only that one serves; servers that are kept with
    /// weight 0 stay, those that the operator drains among them: their connections go on. A sorry
    /// server that is a real server too has one entry: that of the real server while it serves.
    ///
    /// @param states in the order of the real servers
    public static Map<Endpoint, Destination> of(
            VirtualServer service, List<ServerState> states, boolean quorumUp, ServiceKey key) {
        SorryServer sorry = service.sorryServer();
        boolean realServersServe = quorumUp || sorry == null;
        Map<Endpoint, Destination> desired = new LinkedHashMap<>();
        for (int i = 0; i < states.size(); i++) {
            RealServer server = service.realServers().get(i);
            Integer weight = weight(server, states.get(i), realServersServe);
            if (weight != null && fits(server.endpoint(), server.forwarding(), key)) {
                Destination destination = destination(server, weight, key);
                desired.putIfAbsent(destination.endpoint(), destination);
            }
        }
        if (sorry != null && fits(sorry.endpoint(), sorry.forwarding(), key)) {
            Endpoint endpoint = endpoint(sorry.endpoint(), sorry.forwarding(), key);
            if (!realServersServe) {
                desired.put(endpoint, sorryDestination(sorry, endpoint, 1));
            } else if (sorry.inhibit()) {
                desired.putIfAbsent(endpoint, sorryDestination(sorry, endpoint, 0));
            }
        }
        return desired;
    }

    /// Only tunnels lead from one family to the other.
    private static boolean fits(Endpoint server, Forwarding forwarding, ServiceKey key) {
        return server.address().family() == key.family() || forwarding instanceof Forwarding.Tunnel;
    }

    /// Returns where the kernel finds a server: with direct routing and tunnels the port is that of
    /// the service, as nothing translates it; none for a firewall mark.
    public static Endpoint endpoint(Endpoint server, Forwarding forwarding, ServiceKey key) {
        return switch (forwarding) {
            case Forwarding.Nat _, Forwarding.FullNat _ -> server;
            case Forwarding.DirectRouting _, Forwarding.Tunnel _ -> {
                int port =
                        switch (key) {
                            case ServiceKey.OnAddress(_, var endpoint) -> endpoint.port();
                            case ServiceKey.OnMark _ -> 0;
                        };
                yield port == server.port() ? server : new Endpoint(server.address(), port);
            }
        };
    }

    /// Returns the weight of a server's entry, null for no entry.
    private static @Nullable Integer weight(RealServer server, ServerState state, boolean serving) {
        return switch (state.adminState()) {
            case DISABLED -> null;
            case DRAINING -> state.up() || server.inhibitOnFailure() ? 0 : null;
            case ENABLED -> {
                if (state.up() && serving) {
                    yield state.servingWeight();
                }
                yield server.inhibitOnFailure() ? 0 : null;
            }
        };
    }

    /// Returns the entry of a server that gets no new connections: weight 0.
    public static Destination draining(RealServer server, ServiceKey key) {
        return destination(server, 0, key);
    }

    private static Destination destination(RealServer server, int weight, ServiceKey key) {
        return new Destination(
                endpoint(server.endpoint(), server.forwarding(), key),
                method(server.forwarding()),
                weight,
                (int) server.limits().upperThreshold(),
                (int) server.limits().lowerThreshold(),
                tunnel(server.forwarding()));
    }

    private static Destination sorryDestination(SorryServer sorry, Endpoint endpoint, int weight) {
        return new Destination(
                endpoint, method(sorry.forwarding()), weight, 0, 0, tunnel(sorry.forwarding()));
    }

    private static ForwardingMethod method(Forwarding forwarding) {
        return switch (forwarding) {
            case Forwarding.Nat _, Forwarding.FullNat _ -> ForwardingMethod.MASQUERADE;
            case Forwarding.DirectRouting _ -> ForwardingMethod.DIRECT_ROUTE;
            case Forwarding.Tunnel _ -> ForwardingMethod.TUNNEL;
        };
    }

    private static Tunnel tunnel(Forwarding forwarding) {
        return switch (forwarding) {
            case Forwarding.Nat _, Forwarding.FullNat _, Forwarding.DirectRouting _ -> Tunnel.IPIP;
            case Forwarding.Tunnel(var type, int port, var checksum) ->
                    new Tunnel(number(type), port, number(checksum));
        };
    }

    /// `IP_VS_CONN_F_TUNNEL_TYPE_*`.
    private static int number(Forwarding.TunnelType type) {
        return switch (type) {
            case IPIP -> 0;
            case GUE -> 1;
            case GRE -> 2;
        };
    }

    /// `IP_VS_TUNNEL_ENCAP_FLAG_*`.
    private static int number(Forwarding.Checksum checksum) {
        return switch (checksum) {
            case NONE -> 0;
            case CHECKSUM -> 1;
            case REMOTE -> 2;
        };
    }

    /// The properties of a service that its destinations depend on.
    ///
    /// @param port -1 for a firewall mark
    public record Shape(Family family, int port) {
        public static Shape of(ServiceKey key) {
            return switch (key) {
                case ServiceKey.OnAddress(_, var endpoint) ->
                        new Shape(key.family(), endpoint.port());
                case ServiceKey.OnMark _ -> new Shape(key.family(), -1);
            };
        }
    }
}
