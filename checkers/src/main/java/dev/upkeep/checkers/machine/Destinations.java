package dev.upkeep.checkers.machine;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The entries of the kernel's table that a virtual service ought to have.
public final class Destinations {

    private Destinations() {}

    /// The service itself.
    public static Service service(VirtualServer server, ServiceKey key) {
        int configured = server.scheduling().flags();
        int flags =
                (server.persistence() == null ? 0 : Service.PERSISTENT)
                        | (server.scheduling().onePacket() ? Service.ONE_PACKET : 0)
                        | ((configured & 1) == 0 ? 0 : Service.SCHED1)
                        | ((configured & 2) == 0 ? 0 : Service.SCHED2)
                        | ((configured & 4) == 0 ? 0 : Service.SCHED3);
        Persistence persistence = server.persistence();
        int hostPrefix = key.family() == Family.INET ? 32 : 128;
        return new Service(
                key,
                server.scheduling().scheduler(),
                flags,
                persistence == null ? 0 : (int) persistence.timeout().toSeconds(),
                persistence == null ? hostPrefix : persistence.granularity(),
                persistence == null ? null : persistence.engine());
    }

    /// The destinations of one service of the kernel.
    ///
    /// Without quorum, and with a sorry server, only that one serves; servers that are kept with
    /// weight 0 stay. A sorry server that is a real server too has one entry: that of the real
    /// server while it serves.
    ///
    /// @param states in the order of the real servers
    public static Map<Endpoint, Destination> of(
            VirtualServer service, List<ServerState> states, boolean quorumUp, ServiceKey key) {
        SorryServer sorry = service.sorryServer();
        boolean realServersServe = quorumUp || sorry == null;
        Family family = key.family();
        Map<Endpoint, Destination> wanted = new LinkedHashMap<>();
        for (int i = 0; i < states.size(); i++) {
            RealServer server = service.realServers().get(i);
            if (fits(server.endpoint(), server.forwarding(), family)) {
                addServer(server, states.get(i), realServersServe, key, wanted);
            }
        }
        if (sorry != null && fits(sorry.endpoint(), sorry.forwarding(), family)) {
            if (!realServersServe) {
                put(wanted, sorryDestination(sorry, 1, key));
            } else if (sorry.inhibit()) {
                Destination resting = sorryDestination(sorry, 0, key);
                wanted.putIfAbsent(resting.endpoint(), resting);
            }
        }
        return wanted;
    }

    /// Only tunnels lead from one family to the other.
    private static boolean fits(Endpoint server, Forwarding forwarding, Family family) {
        return server.address().family() == family || forwarding instanceof Forwarding.Tunnel;
    }

    private static void addServer(
            RealServer server,
            ServerState state,
            boolean serving,
            ServiceKey key,
            Map<Endpoint, Destination> wanted) {
        switch (state.administrative()) {
            case DISABLED -> {}
            case DRAINING -> put(wanted, destination(server, 0, key));
            case ENABLED -> {
                if (state.up() && serving) {
                    put(wanted, destination(server, state.weight(), key));
                } else if (!state.up() && server.inhibitOnFailure()) {
                    put(wanted, destination(server, 0, key));
                }
            }
        }
    }

    private static void put(Map<Endpoint, Destination> wanted, Destination destination) {
        wanted.put(destination.endpoint(), destination);
    }

    /// The endpoint of a server in the kernel's table: on a firewall mark only translation knows a
    /// port.
    static Endpoint endpoint(Endpoint server, Forwarding forwarding, ServiceKey key) {
        return switch (forwarding) {
            case Forwarding.Nat _, Forwarding.FullNat _ -> server;
            case Forwarding.DirectRouting _, Forwarding.Tunnel _ ->
                    switch (key) {
                        case ServiceKey.OnAddress _ -> server;
                        case ServiceKey.OnMark _ -> new Endpoint(server.address(), 0);
                    };
        };
    }

    private static Destination destination(RealServer server, int weight, ServiceKey key) {
        return new Destination(
                endpoint(server.endpoint(), server.forwarding(), key),
                method(server.forwarding()),
                weight,
                (int) server.upperThreshold(),
                (int) server.lowerThreshold(),
                tunnel(server.forwarding()));
    }

    private static Destination sorryDestination(SorryServer sorry, int weight, ServiceKey key) {
        return new Destination(
                endpoint(sorry.endpoint(), sorry.forwarding(), key),
                method(sorry.forwarding()),
                weight,
                0,
                0,
                tunnel(sorry.forwarding()));
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
}
