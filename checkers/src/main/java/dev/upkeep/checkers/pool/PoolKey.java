package dev.upkeep.checkers.pool;

import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The identity of a virtual service across reloads. Its text is keepalived's name of the service
/// in logs and FIFO lines.
public sealed interface PoolKey {

    /// `[10.0.0.10]:tcp:80`.
    record OnAddress(Protocol protocol, Endpoint endpoint) implements PoolKey {
        @Override
        public String toString() {
            return nameOf(protocol.name().toLowerCase(Locale.ROOT), endpoint);
        }
    }

    /// `FWM 7`.
    ///
    /// @param mark unsigned 32 bits
    record OnMark(Family family, int mark) implements PoolKey {
        @Override
        public String toString() {
            return "FWM " + Integer.toUnsignedString(mark);
        }
    }

    /// `[web]:0`.
    ///
    /// @param index counts the services of the group in the order of the file, from 0
    record OnGroup(String group, int index) implements PoolKey {
        @Override
        public String toString() {
            return "[" + group + "]:" + index;
        }
    }

    /// keepalived's name of a real server of a service: `[10.0.0.21]:tcp:80`, with `none` for the
    /// protocol of a firewall mark.
    static String serverName(VirtualServer service, Endpoint server) {
        return service.address() instanceof ServiceAddress.FirewallMark
                ? nameOf("none", server)
                : nameOf(service.protocol().name().toLowerCase(Locale.ROOT), server);
    }

    private static String nameOf(String protocol, Endpoint endpoint) {
        return "[" + endpoint.address() + "]:" + protocol + ":" + endpoint.port();
    }

    /// The services of a configuration by identity, in order. Where two have the same one, the
    /// later is left out, as the kernel can hold only one; they are in `duplicates`.
    static Map<PoolKey, VirtualServer> index(
            List<VirtualServer> services, List<VirtualServer> duplicates) {
        Map<PoolKey, VirtualServer> keyed = new LinkedHashMap<>();
        Map<String, Integer> uses = new HashMap<>();
        for (VirtualServer service : services) {
            PoolKey key =
                    switch (service.address()) {
                        case ServiceAddress.Address(var endpoint) ->
                                new OnAddress(service.protocol(), endpoint);
                        case ServiceAddress.FirewallMark(int mark) ->
                                new OnMark(service.family(), mark);
                        case ServiceAddress.Group(var name) ->
                                new OnGroup(name, uses.merge(name, 1, Integer::sum) - 1);
                    };
            if (keyed.putIfAbsent(key, service) != null) {
                duplicates.add(service);
            }
        }
        return keyed;
    }

    /// Returns the services of a configuration by identity, duplicates left out.
    static Map<PoolKey, VirtualServer> index(List<VirtualServer> services) {
        return index(services, new ArrayList<>());
    }
}
