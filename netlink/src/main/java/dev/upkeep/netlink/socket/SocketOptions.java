package dev.upkeep.netlink.socket;

import dev.upkeep.net.Endpoint;
import org.jspecify.annotations.Nullable;

/// Options that a probe or a peer sets on its socket before it connects. Values of 0 and null leave
/// the kernel's default.
///
/// @param source local address to bind to, port 0 for any port
/// @param sourceScope interface index of a link-local IPv6 source
/// @param device interface name for `SO_BINDTODEVICE`
/// @param mark `SO_MARK`, unsigned 32 bits (needs CAP_NET_ADMIN)
public record SocketOptions(
        @Nullable Endpoint source, int sourceScope, @Nullable String device, int mark) {

    /// The kernel's defaults.
    public static final SocketOptions NONE = new SocketOptions(null, 0, null, 0);
}
