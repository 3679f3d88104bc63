package dev.upkeep.config.model;

import java.time.Duration;

/// Settings of the daemon as a process.
///
/// @param watchdog `upkeep_watchdog`, Upkeep's extension: after how long without a sign of life of
///   one of its threads the process ends, to be started again; zero for never
public record DaemonGlobals(
        ProcessIdentity identity,
        ScriptPolicy scripts,
        NotifyFifos fifos,
        SchedulingGlobals scheduling,
        NetlinkBuffers netlinkBuffers,
        ReloadSettings reload,
        DumpFiles files,
        Duration watchdog,
        StatusSettings status) {}
