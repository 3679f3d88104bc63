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
        Long weight = word == null ? null : Numbers.whole(in, word, -limit, limit);
        if (weight == null) {
            return null;
        }
        Word sense = in.next();
        if (sense == null) {
            return new Weight(weight.intValue(), null);
        }
        if (sense.text().equals("reverse")) {
            return new Weight(weight.intValue(), true);
        }
        if (noReverse && sense.text().equals("noreverse")) {
            return new Weight(weight.intValue(), false);
        }
        in.error(
                DiagnosticCode.OPTION_UNKNOWN,
                sense,
                "does not know the word '" + sense.text() + "'",
                noReverse ? "reverse or noreverse may follow" : "reverse may follow");
        return new Weight(weight.intValue(), null);
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
