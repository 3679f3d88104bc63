package dev.upkeep.config.model;

import java.time.Duration;

/// Whether and when a better backup takes over.
///
/// @param enabled false with `nopreempt`
/// @param delay `preempt_delay`, 0-1000 s
/// @param timerExpiredPriority `timer_expired_backup` 1-254, 0 when off
public record Preemption(boolean enabled, Duration delay, int timerExpiredPriority) {}
