package dev.upkeep.config.value;

import dev.upkeep.config.model.LineOption;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.Spelling;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The options of a kind of line (addresses, routes, rules): each a word and what follows it.
public final class LineOptions {
    private final Map<String, Option> options = new LinkedHashMap<>();

    /// One option.
    ///
    /// @param name the word
    /// @param canonical the word it is kept under
    /// @param type what follows; it gives the words in canonical spelling
    /// @param help one line for people
    public record Option(
            String name, String canonical, ValueType<List<String>> type, String help) {}

    /// Describes an option.
    LineOptions with(String name, ValueType<List<String>> type, String help) {
        options.put(name, new Option(name, name, type, help));
        return this;
    }

    /// Describes another spelling of an option.
    LineOptions synonym(String name, String of) {
        Option current = options.get(of);
        if (current == null) {
            throw new IllegalArgumentException("no option " + of);
        }
        String help = "The same as `" + of + "`.";
        options.put(name, new Option(name, current.canonical(), current.type(), help));
        return this;
    }

    /// Every option in the order of description.
    public Collection<Option> all() {
        return options.values();
    }

    /// Returns true when there is an option of that name.
    boolean knows(String name) {
        return options.containsKey(name);
    }

    /// Reads the option whose name is `word`; null after a report.
    @Nullable LineOption read(Arguments in, Word word, String thing) {
        Option option = options.get(word.text());
        if (option == null) {
            in.error(
                    DiagnosticCode.OPTION_UNKNOWN,
                    word,
                    "'" + word.text() + "' is not an option of " + thing,
                    Spelling.didYouMean(word.text(), options.keySet()));
            return null;
        }
        List<String> words = option.type().parse(in);
        return words == null ? null : new LineOption(option.canonical(), words);
    }
}
