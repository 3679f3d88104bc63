package dev.upkeep.netlink.ipvs;

import dev.upkeep.net.Endpoint;

/// One change of the kernel's table (`IPVS_CMD_*`).
public sealed interface IpvsRequest {

    /// `IPVS_CMD_NEW_SERVICE`; refused with EEXIST when it is there.
    record AddService(Service service) implements IpvsRequest {}

    /// `IPVS_CMD_SET_SERVICE`: scheduler, flags, timeout, granularity and engine in place.
    record EditService(Service service) implements IpvsRequest {}

    /// `IPVS_CMD_DEL_SERVICE` with all its destinations; refused with ESRCH when it is gone.
    record DeleteService(ServiceKey key) implements IpvsRequest {}

    /// `IPVS_CMD_NEW_DEST`; refused with EEXIST when it is there.
    record AddDestination(ServiceKey key, Destination destination) implements IpvsRequest {}

    /// `IPVS_CMD_SET_DEST`: method, weight, thresholds and tunnel in place.
    record EditDestination(ServiceKey key, Destination destination) implements IpvsRequest {}

    /// `IPVS_CMD_DEL_DEST`; refused with ENOENT when it is gone.
    record DeleteDestination(ServiceKey key, Endpoint endpoint) implements IpvsRequest {}

    /// `IPVS_CMD_FLUSH`: every service of the network namespace.
    record Flush() implements IpvsRequest {}
}
