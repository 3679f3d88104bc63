package dev.upkeep.config.model;

import java.util.List;

/// Resources of a master: sent addresses, excluded addresses, routes and rules; and how it
/// announces the addresses.
///
/// @param addresses in the order of the file, as sent in adverts
/// @param guarded whether what another program removes is put back (false: `no_drift_guard`)
public record VirtualResources(
        List<VirtualAddress> addresses,
        List<VirtualAddress> excluded,
        List<Route> routes,
        List<RoutingRule> rules,
        boolean guarded,
        Announcements announcements) {

    public VirtualResources {
        addresses = List.copyOf(addresses);
        excluded = List.copyOf(excluded);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
    }
}
