package dev.upkeep.config.schema;

import dev.upkeep.config.read.Span;

/// A value and the place where it is written.
public record Located<T>(T value, Span where) {}
