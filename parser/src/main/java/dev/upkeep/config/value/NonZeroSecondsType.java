package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A time whose keyword is left out to switch it off. Zero says the same; keepalived reports it,
/// and so do we, but nothing is lost.
public record NonZeroSecondsType(SecondsType type) implements ValueType<Duration> {

    @Override
    public @Nullable Duration parse(Arguments in) {
        Word word = in.peek();
        if (word != null && word.text().matches("\\+?0+(\\.0*)?|\\.0+")) {
            in.next();
            in.warning(
                    DiagnosticCode.NUMBER_ZERO,
                    word,
                    word.text() + " is no legal time for keepalived; taken as off",
                    "leave the line out");
            return Duration.ZERO;
        }
        return type.parse(in);
    }

    @Override
    public String syntax() {
        return type.syntax();
    }

    @Override
    public String format(Duration value) {
        return type.format(value);
    }
}
