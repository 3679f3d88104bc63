package dev.upkeep.netlink.socket;

import org.jspecify.annotations.Nullable;

/// Receive buffers of the two sockets of a `RouteSocket`; null for our own choice, which is ample.
///
/// @param requests holds the answers to what was asked
/// @param monitor holds notifications until they are read; when it overflows, all is read anew
public record ReceiveBuffers(@Nullable Size requests, @Nullable Size monitor) {

    /// Our own choice for both.
    public static final ReceiveBuffers AMPLE = new ReceiveBuffers(null, null);

    /// A requested size.
    ///
    /// @param bytes as given to the kernel, which takes twice as much and 2304 at least
    /// @param force beyond `net.core.rmem_max` (`SO_RCVBUFFORCE`, needs `CAP_NET_ADMIN`)
    public record Size(int bytes, boolean force) {}

    /// From a configuration in which 0 stands for no choice.
    public static @Nullable Size size(int bytes, boolean force) {
        return bytes == 0 ? null : new Size(bytes, force);
    }
}
