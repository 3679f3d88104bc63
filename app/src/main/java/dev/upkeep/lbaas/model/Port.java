package dev.upkeep.lbaas.model;

import dev.upkeep.net.IpAddress;

/// A port with its one fixed address, as Neutron has them.
public record Port(String id, String name, String networkId, String subnetId, IpAddress address) {}
