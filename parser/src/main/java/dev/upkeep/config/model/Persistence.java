package dev.upkeep.config.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Persistent connections.
///
/// @param timeout 1 s - 31 days
/// @param granularity prefix length: 1-32 or 1-128
/// @param engine `persistence_engine`, null for none
public record Persistence(Duration timeout, int granularity, @Nullable String engine) {}
