package dev.upkeep.checkers.probe;

import java.util.List;

/// Work that takes too long for the event loop: a search with a pattern, a TLS handshake. It runs
/// on another thread and may be interrupted; meanwhile the probe touches nothing that the work
/// uses.
@FunctionalInterface
public interface Computation {

    /// Does the work.
    ///
    /// @return what follows
    Continuation run();

    /// The result of the work.
    @FunctionalInterface
    interface Continuation {
        /// Called on the thread of the checks.
        ///
        /// @return as of [Probe#on]
        List<ProbeAction> proceed();
    }
}
