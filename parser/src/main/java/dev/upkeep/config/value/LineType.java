package dev.upkeep.config.value;

import dev.upkeep.config.schema.ValueType;

/// A type that reads whole lines made of options, which the reference page lists.
public interface LineType<T> extends ValueType<T> {

    /// The options of the line.
    LineOptions options();
}
