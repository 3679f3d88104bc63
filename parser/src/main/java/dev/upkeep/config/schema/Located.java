package dev.upkeep.config.schema;

import dev.upkeep.config.source.SourceLocation;

/// A value and the place where it is written.
public record Located<T>(T value, SourceLocation where) {}
