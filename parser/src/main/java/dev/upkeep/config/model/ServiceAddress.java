package dev.upkeep.config.model;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import java.util.Collection;

/// The identity of a virtual service: an address, a firewall mark or a group of both.
public sealed interface ServiceAddress {

    /// Returns whether an address is one of the service's. A firewall mark has none.
    ///
    /// @param groups all `virtual_server_group` blocks
    default boolean covers(IpAddress address, Collection<VirtualServerGroup> groups) {
        return switch (this) {
            case Address(Endpoint endpoint) -> endpoint.address().equals(address);
            case FirewallMark _ -> false;
            case Group(String name) ->
                    groups.stream()
                            .filter(group -> group.name().equals(name))
                            .anyMatch(group -> group.covers(address));
        };
    }

    /// `virtual_server ADDRESS PORT`; port 0 takes every port (with persistence).
    record Address(Endpoint endpoint) implements ServiceAddress {}

    /// `virtual_server fwmark N`.
    ///
    /// @param mark unsigned 32 bits
    record FirewallMark(int mark) implements ServiceAddress {}

    /// `virtual_server group NAME`.
    record Group(String name) implements ServiceAddress {}
}
