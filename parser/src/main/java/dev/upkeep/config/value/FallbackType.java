package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// A whole number that becomes a fixed one, with a report, when it cannot be used.
///
/// @param what the unit or meaning, for people
/// @param fallback what is used instead of a number outside the range
public record FallbackType(String what, int min, int max, int fallback)
        implements ValueType<Integer> {

    @Override
    public @Nullable Integer parse(Arguments in) {
        Word word = Numbers.require(in, min, max);
        if (word == null) {
            return null;
        }
        Long value = Numbers.whole(in, word, min, max);
        if (value != null) {
            return value.intValue();
        }
        in.instead(fallback + " is used");
        return fallback;
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
