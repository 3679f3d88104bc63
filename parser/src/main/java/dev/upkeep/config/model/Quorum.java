package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// The weight that must be alive.
///
/// @param quorum sum of weights, at least 1 (0 when every weight is 0)
/// @param hysteresis below `quorum`; gained at quorum + hysteresis, lost below quorum - hysteresis
public record Quorum(long quorum, long hysteresis, @Nullable Script up, @Nullable Script down) {}
