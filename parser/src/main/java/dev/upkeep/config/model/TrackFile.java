package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// `track_file`: a number in a file.
///
/// @param initValue written at the first start; null for none
public record TrackFile(
        String name,
        String path,
        int weight,
        boolean reverse,
        @Nullable Integer initValue,
        boolean overwrite) {}
