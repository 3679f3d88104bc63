package dev.upkeep.netlink.loop;

/// The times of a thread between two moments, in nanoseconds.
///
/// @param runningNanos on a processor
/// @param waitingNanos ready, while other threads had the processors
/// @param collectingNanos of pauses of the garbage collectors, in whole milliseconds
public record ThreadTimes(long runningNanos, long waitingNanos, long collectingNanos) {}
