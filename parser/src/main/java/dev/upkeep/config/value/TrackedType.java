package dev.upkeep.config.value;

import dev.upkeep.config.model.Tracking.Tracked;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import dev.upkeep.config.value.WeightType.Weight;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of a `track_..` block: a name, and `weight` with its number and sense.
///
/// @param what the tracked thing, for people
/// @param limit the weight lies between `-limit` and `limit`
/// @param noReverse true when `noreverse` is legal too
public record TrackedType(String what, int limit, boolean noReverse)
        implements ValueType<TrackedType.TrackedLine> {

    /// A weight with its sense.
    ///
    /// @param weight null when the line has none
    public record TrackedLine(String name, @Nullable Weight weight) {

        /// Returns the lines of tracked objects.
        public static List<TrackedLine> of(List<Tracked> tracked) {
            return tracked.stream()
                    .map(t -> new TrackedLine(t.name(), new Weight(t.weight(), t.reverse())))
                    .toList();
        }
    }

    @Override
    public @Nullable TrackedLine parse(Arguments in) {
        Word name = in.require("a " + what);
        if (name == null) {
            return null;
        }
        Word option = in.peek();
        if (option == null) {
            return new TrackedLine(name.text(), null);
        }
        if (!in.accept("weight")) {
            in.error(
                    DiagnosticCode.OPTION_UNKNOWN,
                    option,
                    "does not know the word '" + option.text() + "'",
                    "weight and its number may follow");
            in.skipRest();
            return null;
        }
        boolean weightless = in.peek() == null;
        Weight weight = new WeightType(limit, noReverse).parse(in);
        return weightless ? null : new TrackedLine(name.text(), weight);
    }

    @Override
    public String syntax() {
        return "<" + what + "> [weight " + new WeightType(limit, noReverse).syntax() + "]";
    }

    @Override
    public String format(TrackedLine value) {
        String name = Quote.word(value.name());
        Weight weight = value.weight();
        return weight == null
                ? name
                : name + " weight " + new WeightType(limit, noReverse).format(weight);
    }
}
