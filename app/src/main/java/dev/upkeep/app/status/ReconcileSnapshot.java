package dev.upkeep.app.status;

import org.jspecify.annotations.Nullable;

/// Describes what comparing the kernel's IPVS table with the desired one led to.
///
/// @param repairs of what another program had changed
/// @param inSync whether the kernel is known to have what is desired
/// @param last when the last comparison was, null before the first
/// @param lastDifferences requests that it led to
public record ReconcileSnapshot(
        long comparisons,
        long repairs,
        long refusals,
        boolean inSync,
        @Nullable String last,
        int lastDifferences,
        double lastTookSeconds) {}
