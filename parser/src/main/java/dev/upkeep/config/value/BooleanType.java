package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// A flag that may be followed by `on`, `off`, `true`, `false`, `yes` or `no` (lower case only);
/// bare it means on.
public final class BooleanType implements ValueType<Boolean> {
    public static final BooleanType BOOLEAN = new BooleanType();

    private BooleanType() {}

    @Override
    public @Nullable Boolean parse(Arguments in) {
        Word word = in.next();
        return word == null ? Boolean.TRUE : read(in, word);
    }

    static @Nullable Boolean read(Arguments in, Word word) {
        return switch (word.text()) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> {
                in.error(
                        DiagnosticCode.BOOLEAN_INVALID,
                        word,
                        "'" + word.text() + "' is neither on nor off; the line is ignored",
                        "write on or off (or true, false, yes, no)");
                yield null;
            }
        };
    }

    @Override
    public String syntax() {
        return "[on|off]";
    }

    @Override
    public String format(Boolean value) {
        return value ? "on" : "off";
    }
}
