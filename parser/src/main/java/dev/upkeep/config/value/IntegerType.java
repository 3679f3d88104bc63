package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// A whole number of at most 32 bits with sign.
///
/// @param what the unit or meaning, for people: `seconds`, `VRID`
public record IntegerType(String what, int min, int max) implements ValueType<Integer> {

    @Override
    public @Nullable Integer parse(Arguments in) {
        Word word = Numbers.require(in, min, max);
        Long value = word == null ? null : Numbers.whole(in, word, min, max);
        return value == null ? null : Integer.valueOf(value.intValue());
    }

    @Override
    public String syntax() {
        return Numbers.syntax(what, min, max);
    }

    @Override
    public String format(Integer value) {
        return value.toString();
    }
}
