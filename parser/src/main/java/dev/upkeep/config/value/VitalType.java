package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import org.jspecify.annotations.Nullable;

/// A value without which its block cannot run: what is wrong with it is fatal.
public record VitalType<T>(ValueType<T> type) implements ValueType<T> {

    @Override
    public boolean vital() {
        return true;
    }

    @Override
    public @Nullable T parse(Arguments in) {
        in.raiseErrors();
        return type.parse(in);
    }

    @Override
    public String syntax() {
        return type.syntax();
    }

    @Override
    public String format(T value) {
        return type.format(value);
    }
}
