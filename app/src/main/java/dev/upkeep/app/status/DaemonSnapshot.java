package dev.upkeep.app.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Snapshot of what a running daemon is doing at one moment. Its components are the keys of the
/// JSON of `upkeep status --json`; moments are ISO 8601, durations are seconds.
///
/// @param at the moment
/// @param version of Upkeep
/// @param node name of the machine
/// @param started when the daemon started
/// @param configuration the file it was started with
/// @param scripts what instances track: scripts, files, processes, BFD sessions, interfaces
/// @param loops how late the event loops were
/// @param proxies what the HAProxy processes of `upkeep_status_haproxy` serve
/// @param reconcile null where no virtual server is configured
/// @param lastReload null before the first
public record DaemonSnapshot(
        String at,
        String version,
        String node,
        long pid,
        String started,
        String configuration,
        List<InstanceSnapshot> instances,
        List<TrackedSnapshot> scripts,
        List<ServiceSnapshot> virtualServers,
        List<ProxySnapshot> proxies,
        List<BfdSnapshot> bfd,
        List<LoopSnapshot> loops,
        @Nullable ReconcileSnapshot reconcile,
        List<GcSnapshot> gc,
        @Nullable ReloadSnapshot lastReload) {

    public DaemonSnapshot {
        instances = List.copyOf(instances);
        scripts = List.copyOf(scripts);
        virtualServers = List.copyOf(virtualServers);
        proxies = List.copyOf(proxies);
        bfd = List.copyOf(bfd);
        loops = List.copyOf(loops);
        gc = List.copyOf(gc);
    }
}
