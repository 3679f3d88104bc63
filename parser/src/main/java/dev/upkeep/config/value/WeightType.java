package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// A weight and the words that turn its sense around.
///
/// @param limit the weight lies between `-limit` and `limit`
/// @param noReverse true when `noreverse` is legal too
public record WeightType(int limit, boolean noReverse) implements ValueType<WeightType.Weight> {

    /// A weight with its sense.
    ///
    /// @param reverse null when neither `reverse` nor `noreverse` was written
    public record Weight(int weight, @Nullable Boolean reverse) {
        /// No weight: what is tracked is a matter of running or not.
        public static final Weight NONE = new Weight(0, null);
    }

    @Override
    public @Nullable Weight parse(Arguments in) {
        Word word = in.require("a weight from -" + limit + " to " + limit);
        Integer weight = word == null ? null : number(in, word);
        if (weight == null) {
            return null;
        }
        Word sense = in.next();
        if (sense == null) {
            return new Weight(weight, null);
        }
        if (sense.text().equals("reverse")) {
            return new Weight(weight, true);
        }
        if (noReverse && sense.text().equals("noreverse")) {
            return new Weight(weight, false);
        }
        in.error(
                DiagnosticCode.OPTION_UNKNOWN,
                sense,
                "does not know the word '" + sense.text() + "'",
                noReverse ? "reverse or noreverse may follow" : "reverse may follow");
        return new Weight(weight, null);
    }

    /// Reads the number. 254 where 253 is the limit counts as 253, as in keepalived.
    private @Nullable Integer number(Arguments in, Word word) {
        if (limit == 253 && word.text().matches("[+-]?254")) {
            int nearest = word.text().startsWith("-") ? -limit : limit;
            in.error(
                    DiagnosticCode.NUMBER_RANGE,
                    word,
                    word.text() + " is outside -253 to 253; " + nearest + " is used",
                    "write " + nearest);
            return nearest;
        }
        Long weight = Numbers.whole(in, word, -limit, limit);
        return weight == null ? null : weight.intValue();
    }

    @Override
    public String syntax() {
        return "<-"
                + limit
                + ".."
                + limit
                + "> "
                + (noReverse ? "[reverse|noreverse]" : "[reverse]");
    }

    @Override
    public String format(Weight value) {
        Boolean reverse = value.reverse();
        String sense = reverse == null ? "" : reverse ? " reverse" : noReverse ? " noreverse" : "";
        return value.weight() + sense;
    }
}
