package dev.upkeep.app.process;

/// The action that a signal requests of the daemon.
public enum DaemonSignal {
    /// TERM, INT.
    STOP,
    /// `upkeep restart`: end at once, leaving the kernel's state to the next process.
    RESTART,
    /// `upkeep handover`: end at once, leaving the kernel's state to a daemon that is started
    /// later.
    HANDOVER,
    /// Nobody confirmed a reload in time.
    ROLL_BACK,
    /// HUP.
    RELOAD,
    /// USR1: dump the state.
    DATA,
    /// USR2: print statistics.
    STATS,
    /// SIGRTMAX - 1: print and clear statistics.
    STATS_CLEAR,
    /// SIGRTMIN + 2: dump the state as JSON.
    JSON
}
