package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// One word: a name, a path, a mail address.
///
/// @param what the meaning, for people: `path`
/// @param optional a bare keyword gives the empty text
public record TextType(String what, boolean optional) implements ValueType<String> {

    public static TextType text(String what) {
        return new TextType(what, false);
    }

    /// Returns a word that may be left out, which gives the empty text.
    public static TextType optional(String what) {
        return new TextType(what, true);
    }

    @Override
    public @Nullable String parse(Arguments in) {
        if (optional && !in.hasNext()) {
            return "";
        }
        Word word = in.require("a " + what);
        return word == null ? null : word.text();
    }

    @Override
    public String syntax() {
        return optional ? "[<" + what + ">]" : "<" + what + ">";
    }

    @Override
    public String format(String value) {
        return optional && value.isEmpty() ? "" : Quote.word(value);
    }
}
