package dev.upkeep.netlink.ipvs;

import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// The kernel thread that sends connections to other directors, or receives theirs.
///
/// @param interfaceName where the multicast packets travel, at most 15 bytes
/// @param syncId 0-255; a backup takes every id when its own is 0
/// @param maxLength largest UDP payload in bytes, 0 for what the interface's MTU allows
/// @param group multicast group, null for 224.0.0.81
/// @param port UDP port, 0 for 8848
/// @param ttl 1-255, 0 for 1
public record SyncDaemon(
        Role role,
        String interfaceName,
        int syncId,
        int maxLength,
        @Nullable IpAddress group,
        int port,
        int ttl) {

    /// `IP_VS_STATE_*`.
    public enum Role {
        /// `IP_VS_STATE_MASTER` (1): sends.
        MASTER,
        /// `IP_VS_STATE_BACKUP` (2): receives.
        BACKUP
    }
}
