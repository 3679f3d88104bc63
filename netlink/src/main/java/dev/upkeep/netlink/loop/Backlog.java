package dev.upkeep.netlink.loop;

/// The work that waits in an event loop.
///
/// @param tasks queued by other threads
/// @param deferred work that gives way to sockets and timers
/// @param timers that are set
public record Backlog(int tasks, int deferred, int timers) {
    @Override
    public String toString() {
        return "tasks %d, deferred tasks %d, timers %d".formatted(tasks, deferred, timers);
    }
}
