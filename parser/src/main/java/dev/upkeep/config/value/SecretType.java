package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import org.jspecify.annotations.Nullable;

/// A word that dumps do not show: a password.
///
/// @param word how it is read
public record SecretType(TextType word) implements ValueType<String> {
    static final String MASK = "********";

    /// Returns a secret word.
    ///
    /// @param what the meaning, for people: `password`
    public static SecretType secret(String what) {
        return new SecretType(TextType.text(what));
    }

    @Override
    public @Nullable String parse(Arguments in) {
        return word.parse(in);
    }

    @Override
    public String syntax() {
        return word.syntax();
    }

    @Override
    public String format(String value) {
        return word.format(value);
    }

    @Override
    public String masked(String value) {
        return MASK;
    }
}
