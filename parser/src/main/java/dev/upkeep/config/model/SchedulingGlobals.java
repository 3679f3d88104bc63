package dev.upkeep.config.model;

/// Scheduling of keepalived's processes, here of the threads that take their place.
public record SchedulingGlobals(
        ProcessScheduling vrrp,
        ProcessScheduling checkers,
        ProcessScheduling bfd,
        AutoPriority autoPriority) {}
