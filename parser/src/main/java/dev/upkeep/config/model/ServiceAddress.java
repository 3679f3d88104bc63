package dev.upkeep.config.model;

import dev.upkeep.net.Endpoint;

/// The identity of a virtual service: an address, a firewall mark or a group of both.
public sealed interface ServiceAddress {

    /// `virtual_server ADDRESS PORT`; port 0 takes every port (with persistence).
    record Address(Endpoint endpoint) implements ServiceAddress {}

    /// `virtual_server fwmark N`.
    ///
    /// @param mark unsigned 32 bits
    record FirewallMark(int mark) implements ServiceAddress {}

    /// `virtual_server group NAME`.
    record Group(String name) implements ServiceAddress {}
}
