package dev.upkeep.netlink.socket;

import dev.upkeep.net.IpAddress;
import java.nio.ByteBuffer;

/// A received packet.
///
/// @param payload what the socket delivers, from its position on; for raw IPv4 sockets with the IP
///   header. Belongs to the receiver, big-endian
/// @param source who sent it
/// @param sourcePort 0 for raw sockets
/// @param destination the address it was sent to, the unspecified one when the kernel did not say
/// @param interfaceIndex where it came in, 0 when the kernel did not say
/// @param hopLimit TTL or hop limit, -1 when the kernel did not say
public record Datagram(
        ByteBuffer payload,
        IpAddress source,
        int sourcePort,
        IpAddress destination,
        int interfaceIndex,
        int hopLimit) {}
