package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One of a few words.
///
/// @param words each word with its value, in the order of the reference page
/// @param anyCase true when upper and lower case are the same
public record ChoiceType<T>(Map<String, T> words, boolean anyCase) implements ValueType<T> {

    @Override
    public @Nullable T parse(Arguments in) {
        Word word = in.require("one of " + String.join(", ", words.keySet()));
        if (word == null) {
            return null;
        }
        for (Map.Entry<String, T> choice : words.entrySet()) {
            boolean same =
                    anyCase
                            ? choice.getKey().equalsIgnoreCase(word.text())
                            : choice.getKey().equals(word.text());
            if (same) {
                return choice.getValue();
            }
        }
        in.error(
                DiagnosticCode.CHOICE_UNKNOWN,
                word,
                "'" + word.text() + "' is none of " + String.join(", ", words.keySet()),
                otherCase(word.text()));
        return null;
    }

    private @Nullable String otherCase(String text) {
        for (String choice : words.keySet()) {
            if (choice.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
                return "write " + choice;
            }
        }
        return null;
    }

    @Override
    public String syntax() {
        return String.join("|", words.keySet());
    }

    @Override
    public String format(T value) {
        for (Map.Entry<String, T> choice : words.entrySet()) {
            if (choice.getValue().equals(value)) {
                return choice.getKey();
            }
        }
        throw new IllegalArgumentException("no word for " + value);
    }

    /// Returns a choice whose words are their own values.
    public static ChoiceType<String> words(String... words) {
        Map<String, String> map = java.util.LinkedHashMap.newLinkedHashMap(words.length);
        for (String word : words) {
            map.put(word, word);
        }
        return new ChoiceType<>(map, false);
    }

    /// Returns a choice of enum constants, written in the order given.
    ///
    /// @param wordsAndValues word, value, word, value, ..
    public static <T> ChoiceType<T> choice(Class<T> type, Object... wordsAndValues) {
        Map<String, T> map = java.util.LinkedHashMap.newLinkedHashMap(wordsAndValues.length / 2);
        for (int i = 0; i < wordsAndValues.length; i += 2) {
            map.put((String) wordsAndValues[i], type.cast(wordsAndValues[i + 1]));
        }
        return new ChoiceType<>(map, false);
    }
}
