package dev.upkeep.netlink.ipvs;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;

/// The identity of a virtual service in the kernel.
public sealed interface ServiceKey {

    /// Returns the family of the service's addresses; a firewall mark has one too.
    Family family();

    /// A service on protocol, address and port; port 0 takes every port.
    ///
    /// @param protocol IP protocol number: 6 TCP, 17 UDP, 132 SCTP
    record OnAddress(int protocol, Endpoint endpoint) implements ServiceKey {
        @Override
        public Family family() {
            return endpoint.address().family();
        }
    }

    /// A service on a firewall mark (unsigned 32 bits, never 0).
    record OnMark(Family family, int mark) implements ServiceKey {}
}
