package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// A flag that any legal boolean switches on, `off` included, as keepalived has it.
public final class AnyBooleanType implements ValueType<Boolean> {
    public static final AnyBooleanType ON = new AnyBooleanType();

    private AnyBooleanType() {}

    @Override
    public @Nullable Boolean parse(Arguments in) {
        Word word = in.next();
        if (word == null) {
            return true;
        }
        Boolean value = BooleanType.read(in, word);
        if (value != null && !value) {
            in.hint(
                    DiagnosticCode.BOOLEAN_ALWAYS_ON,
                    word,
                    "'" + word.text() + "' switches it on all the same, as in keepalived",
                    "leave the keyword out to keep it off");
        }
        return value == null ? null : Boolean.TRUE;
    }

    @Override
    public String syntax() {
        return "[on|off]";
    }

    @Override
    public String format(Boolean value) {
        return "on";
    }
}
