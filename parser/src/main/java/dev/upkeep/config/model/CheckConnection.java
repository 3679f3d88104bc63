package dev.upkeep.config.model;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The connection of a check.
///
/// @param target address and port, real server's where not overridden
/// @param bindAddress local address, null for the kernel's choice
/// @param bindPort local port, 0 for the kernel's choice
/// @param bindInterface device the socket is bound to, null for none
/// @param timeout limit of connect and of each answer
/// @param firewallMark mark of the packets (unsigned 32 bits), 0 for none
public record CheckConnection(
        Endpoint target,
        @Nullable IpAddress bindAddress,
        int bindPort,
        @Nullable String bindInterface,
        Duration timeout,
        int firewallMark) {}
