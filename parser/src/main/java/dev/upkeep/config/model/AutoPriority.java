package dev.upkeep.config.model;

import java.time.Duration;

/// `max_auto_priority`: raising the scheduling priority when timers run late.
///
/// @param maximum -1..99; 0 for off
/// @param minimumDelay lateness that triggers a raise by one step
public record AutoPriority(int maximum, Duration minimumDelay) {}
