package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// A whole number that is pulled into its range, with a report, instead of being refused.
///
/// @param what the unit or meaning, for people
/// @param low smallest number that can be read at all
/// @param min smallest number that is used
/// @param max largest number that is used
public record ClippedType(String what, int low, int min, int max) implements ValueType<Integer> {

    @Override
    public @Nullable Integer parse(Arguments in) {
        Word word = Numbers.require(in, min, max);
        Long value = word == null ? null : Numbers.whole(in, word, low, Integer.MAX_VALUE);
        if (word == null || value == null) {
            return null;
        }
        int used = Math.clamp(value, min, max);
        if (used != value) {
            in.error(
                    DiagnosticCode.NUMBER_CLIPPED,
                    word,
                    value + " is outside " + min + "-" + max + "; " + used + " is used",
                    "write " + used);
        }
        return used;
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
