package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// One word and nothing behind it: keepalived refuses the line when there is more.
///
/// @param text the word
public record OnlyWordType(TextType text) implements ValueType<String> {

    /// Returns a word that stands alone.
    ///
    /// @param what the meaning of the word, for people
    public static OnlyWordType of(String what) {
        return new OnlyWordType(TextType.text(what));
    }

    @Override
    public @Nullable String parse(Arguments in) {
        String value = text.parse(in);
        Word extra = value == null ? null : in.peek();
        if (extra == null) {
            return value;
        }
        in.error(
                DiagnosticCode.ARGUMENT_TOO_MANY,
                extra,
                "takes one word, not '" + extra.text() + "' as well",
                "put the words in double quotes");
        return null;
    }

    @Override
    public String syntax() {
        return text.syntax();
    }

    @Override
    public String format(String value) {
        return text.format(value);
    }
}
