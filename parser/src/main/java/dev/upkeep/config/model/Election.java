package dev.upkeep.config.model;

import java.time.Duration;

/// Election: how an instance becomes master.
///
/// @param priority 1-255; 255 is the address owner
/// @param startsAsMaster `state MASTER`, or no state and priority 255; below priority 255 it
///   changes no timing
/// @param preempts false with `nopreempt`
/// @param preemptDelay `preempt_delay`, 0-1000 s
/// @param timerExpiredPriority `timer_expired_backup` 1-254, 0 when off
public record Election(
        int priority,
        boolean startsAsMaster,
        boolean preempts,
        Duration preemptDelay,
        int timerExpiredPriority) {

    /// Returns the same election with another priority.
    ///
    /// @param other 1-255
    public Election withPriority(int other) {
        return new Election(other, startsAsMaster, preempts, preemptDelay, timerExpiredPriority);
    }

    /// Returns the same election with or without preemption.
    public Election withPreemption(boolean other) {
        return new Election(priority, startsAsMaster, other, preemptDelay, timerExpiredPriority);
    }
}
