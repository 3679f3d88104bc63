package dev.upkeep.netlink.ipvs;

import dev.upkeep.net.Endpoint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The table of services in the order of the kernel or of the configuration. Equal tables hold the
/// same entries; the order does not count.
public record IpvsTable(Map<ServiceKey, Entry> services) {

    public IpvsTable {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    }

    /// Returns a table without services.
    public static IpvsTable empty() {
        return new IpvsTable(Map.of());
    }

    /// A service with its destinations.
    public record Entry(Service service, Map<Endpoint, Destination> destinations) {
        public Entry {
            destinations = Collections.unmodifiableMap(new LinkedHashMap<>(destinations));
        }
    }
}
