package dev.upkeep.config.schema;

import org.jspecify.annotations.Nullable;

/// Reads the words after a keyword, describes them and writes them back.
public interface ValueType<T> {

    /// Reads words from `in` as far as they belong to the value, reports what is wrong with them,
    /// and returns null when there is no usable value.
    @Nullable T parse(Arguments in);

    /// Returns true when its block cannot run without the value.
    default boolean vital() {
        return false;
    }

    /// The arguments as the reference page shows them: `<seconds 0.01-255>`; empty without any.
    String syntax();

    /// The value as text which [#parse] reads back to an equal one.
    String format(T value);

    /// Returns the value as text that gives no secret away: the same text for what is none.
    default String masked(T value) {
        return format(value);
    }
}
