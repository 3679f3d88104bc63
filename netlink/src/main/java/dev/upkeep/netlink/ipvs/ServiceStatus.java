package dev.upkeep.netlink.ipvs;

import java.util.List;

/// A virtual service as the kernel reports it.
public record ServiceStatus(
        Service service, Counters counters, List<DestinationStatus> destinations) {

    public ServiceStatus {
        destinations = List.copyOf(destinations);
    }
}
