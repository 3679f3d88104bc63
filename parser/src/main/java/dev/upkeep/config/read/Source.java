package dev.upkeep.config.read;

import org.jspecify.annotations.Nullable;

/// Where text comes from: a file, or the body of a definition.
///
/// @param name path as the operator wrote it, or `$NAME` for the text of a definition
/// @param from the include line or the use of the definition; null for the main file
public record Source(String name, @Nullable Span from) {}
