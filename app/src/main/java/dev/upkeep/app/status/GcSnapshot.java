package dev.upkeep.app.status;

/// Describes what a garbage collector of the virtual machine counts.
///
/// @param seconds of all its runs; of pauses where its name says so
public record GcSnapshot(String collector, long count, double seconds) {}
