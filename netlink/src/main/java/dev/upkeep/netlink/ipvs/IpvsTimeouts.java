package dev.upkeep.netlink.ipvs;

/// Idle timeouts of connections in seconds; 0 in a request leaves the kernel's value.
///
/// @param tcp established TCP connections
/// @param tcpFin TCP connections after a FIN
/// @param udp UDP connections
public record IpvsTimeouts(int tcp, int tcpFin, int udp) {}
