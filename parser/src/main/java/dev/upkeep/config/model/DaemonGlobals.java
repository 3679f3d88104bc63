package dev.upkeep.config.model;

/// Settings of the daemon as a process.
public record DaemonGlobals(
        ProcessIdentity identity,
        ScriptPolicy scripts,
        NotifyFifos fifos,
        SchedulingGlobals scheduling,
        NetlinkBuffers netlinkBuffers,
        ReloadSettings reload,
        DumpFiles files) {}
