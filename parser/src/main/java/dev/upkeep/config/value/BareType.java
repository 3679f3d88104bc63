package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import org.jspecify.annotations.Nullable;

/// A value that may be left out: the bare keyword stands for a fixed one.
public record BareType<T>(ValueType<T> type, T bare) implements ValueType<T> {

    @Override
    public @Nullable T parse(Arguments in) {
        return in.hasNext() ? type.parse(in) : bare;
    }

    @Override
    public String syntax() {
        return "[" + type.syntax() + "]";
    }

    @Override
    public String format(T value) {
        return value.equals(bare) ? "" : type.format(value);
    }
}
