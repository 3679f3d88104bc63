package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// The name of a network interface: at most 15 bytes. Whether it exists is checked later.
public final class InterfaceType implements ValueType<String> {
    public static final InterfaceType INTERFACE = new InterfaceType();

    private InterfaceType() {}

    @Override
    public @Nullable String parse(Arguments in) {
        Word word = in.require("an interface");
        return word == null ? null : read(in, word);
    }

    static @Nullable String read(Arguments in, Word word) {
        if (word.text().isEmpty() || word.text().length() > 15) {
            in.error(
                    DiagnosticCode.INTERFACE_NAME,
                    word,
                    "'" + word.text() + "' cannot be an interface: names have 1-15 characters",
                    null);
            return null;
        }
        return word.text();
    }

    @Override
    public String syntax() {
        return "<interface>";
    }

    @Override
    public String format(String value) {
        return Quote.word(value);
    }
}
