package dev.upkeep.checkers;

import org.slf4j.Logger;

/// Runs hooks, log lines and mails whose failure must change nothing for the caller: whatever they
/// throw is logged and goes no further. Any thread.
///
/// @param log where failures go
public record Fence(Logger log) {

    /// Runs an action.
    ///
    /// @param what names the action in the log: `notify_down of ..`
    @SuppressWarnings("CatchingUnchecked")
    public void run(String what, Runnable action) {
        try {
            action.run();
        } catch (Throwable failure) { // a fence: reported, and nothing else changes
            report(what, failure);
        }
    }

    /// Logs a failure; a log that fails too leaves nothing else to be done.
    @SuppressWarnings("CatchingUnchecked")
    private void report(String what, Throwable failure) {
        try {
            log.error("{} failed: {}", what, failure.toString(), failure);
        } catch (Throwable unreported) {
            failure.addSuppressed(unreported);
        }
    }
}
