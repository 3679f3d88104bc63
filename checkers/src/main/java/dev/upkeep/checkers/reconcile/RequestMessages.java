package dev.upkeep.checkers.reconcile;

import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.ServiceKey;

/// Requests to the kernel as a person reads them.
public final class RequestMessages {

    private RequestMessages() {}

    /// Returns the text of a request: `add service [10.0.0.10]:tcp:80 rr`.
    public static String of(IpvsRequest request) {
        return switch (request) {
            case IpvsRequest.AddService(var service) ->
                    "add service " + of(service.key()) + " " + service.scheduler();
            case IpvsRequest.EditService(var service) ->
                    "edit service " + of(service.key()) + " " + service.scheduler();
            case IpvsRequest.DeleteService(var key) -> "delete service " + of(key);
            case IpvsRequest.AddDestination(var key, var destination) ->
                    "add server " + of(destination) + " to service " + of(key);
            case IpvsRequest.EditDestination(var key, var destination) ->
                    "edit server " + of(destination) + " of service " + of(key);
            case IpvsRequest.DeleteDestination(var key, var endpoint) ->
                    "delete server " + of(endpoint) + " from service " + of(key);
            case IpvsRequest.Flush() -> "flush the table";
        };
    }

    /// Returns the text of the difference that a request repairs.
    static String repair(IpvsRequest request) {
        String found =
                switch (request) {
                    case IpvsRequest.AddService _, IpvsRequest.AddDestination _ -> "missing";
                    case IpvsRequest.EditService _, IpvsRequest.EditDestination _ -> "altered";
                    case IpvsRequest.DeleteService _,
                            IpvsRequest.DeleteDestination _,
                            IpvsRequest.Flush _ ->
                            "not desired";
                };
        return found + ", " + of(request);
    }

    /// Returns the name of a service of the kernel: `[10.0.0.10]:tcp:80`, `FWM 7`, `FWM 7 inet6`.
    public static String of(ServiceKey key) {
        return switch (key) {
            case ServiceKey.OnAddress(int protocol, var endpoint) ->
                    "["
                            + endpoint.address()
                            + "]:"
                            + protocolName(protocol)
                            + ":"
                            + endpoint.port();
            case ServiceKey.OnMark(var family, int mark) -> {
                String name = "FWM " + Integer.toUnsignedString(mark);
                yield switch (family) {
                    case INET -> name;
                    case INET6 -> name + " inet6";
                };
            }
        };
    }

    private static String of(Destination destination) {
        return of(destination.endpoint())
                + " ("
                + switch (destination.method()) {
                    case MASQUERADE -> "NAT";
                    case LOCAL_NODE -> "local";
                    case TUNNEL -> "TUN";
                    case DIRECT_ROUTE -> "DR";
                    case BYPASS -> "bypass";
                }
                + ", weight "
                + destination.weight()
                + ")";
    }

    private static String of(Endpoint endpoint) {
        return endpoint.toString();
    }

    private static String protocolName(int protocol) {
        return switch (protocol) {
            case 6 -> "tcp";
            case 17 -> "udp";
            case 132 -> "sctp";
            default -> Integer.toString(protocol);
        };
    }
}
