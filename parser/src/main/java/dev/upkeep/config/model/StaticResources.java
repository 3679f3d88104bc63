package dev.upkeep.config.model;

import java.util.List;

/// Resources that are set up whatever the state of the instances is.
///
/// @param trackGroups instances that also watch interfaces of static resources
public record StaticResources(
        List<VirtualAddress> addresses,
        List<Route> routes,
        List<RoutingRule> rules,
        List<TrackGroup> trackGroups) {

    public StaticResources {
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
        trackGroups = List.copyOf(trackGroups);
    }
}
