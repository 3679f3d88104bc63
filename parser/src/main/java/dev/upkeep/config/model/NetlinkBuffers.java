package dev.upkeep.config.model;

/// Receive buffers of netlink sockets.
public record NetlinkBuffers(
        Buffer vrrpCommand,
        Buffer vrrpMonitor,
        Buffer processMonitor,
        Buffer lvsCommand,
        Buffer lvsMonitor) {

    /// One socket.
    ///
    /// @param bytes 0 for the kernel's default
    /// @param force use SO_RCVBUFFORCE
    public record Buffer(int bytes, boolean force) {}
}
