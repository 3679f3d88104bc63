package dev.upkeep.config.model;

import dev.upkeep.net.IpAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// IPVS settings that no service has.
///
/// @param timeouts `lvs_timeouts`
/// @param syncDaemon null for none
/// @param nftablesTable `nftables_ipvs`, null when off
/// @param reconcileInterval `upkeep_reconcile_interval`, Upkeep's extension: how often the kernel's
///   table is compared with the desired one; zero for never
public record LvsGlobals(
        boolean flush,
        FlushOnStop flushOnStop,
        Timeouts timeouts,
        @Nullable SyncDaemon syncDaemon,
        @Nullable String nftablesTable,
        int nftablesPriority,
        int nftablesStartMark,
        Duration reconcileInterval,
        boolean initialNotifies,
        CheckerGlobals checkers) {

    /// `lvs_flush_on_stop`.
    public enum FlushOnStop {
        NO,
        TABLE,
        SERVICES
    }

    /// Connection timeouts in seconds; 0 leaves the kernel's value.
    public record Timeouts(int tcp, int tcpFin, int udp) {}

    /// `lvs_sync_daemon`.
    ///
    /// @param instance VRRP instance whose state it follows, null for both roles from the start
    /// @param id null for the VRID of the instance, else 0
    /// @param maxLength bytes of a message, 0 for the kernel's default
    /// @param port 0 for the kernel's default
    /// @param ttl 0 for the kernel's default
    /// @param group multicast group, null for the kernel's default
    public record SyncDaemon(
            String interfaceName,
            @Nullable String instance,
            @Nullable Integer id,
            int maxLength,
            int port,
            int ttl,
            @Nullable IpAddress group) {}
}
