package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// FIFOs that receive events.
public record NotifyFifos(
        @Nullable Fifo all, @Nullable Fifo vrrp, @Nullable Fifo lvs, boolean statesOnReload) {

    /// One FIFO and its reader.
    ///
    /// @param owner null for the user running the daemon
    /// @param script started with the path appended; null for none
    public record Fifo(String path, @Nullable ScriptUser owner, @Nullable Script script) {}
}
