package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// A whole number beyond 31 bits: marks, thresholds, quorums.
///
/// @param what the unit or meaning, for people
public record LongType(String what, long min, long max) implements ValueType<Long> {
    /// Largest unsigned number of 32 bits.
    public static final long UINT32 = 0xffff_ffffL;

    @Override
    public @Nullable Long parse(Arguments in) {
        Word word = Numbers.require(in, min, max);
        return word == null ? null : Numbers.whole(in, word, min, max);
    }

    @Override
    public String syntax() {
        return Numbers.syntax(what, min, max);
    }

    @Override
    public String format(Long value) {
        return value.toString();
    }
}
