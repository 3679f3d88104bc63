package dev.upkeep.app.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// keepalived's command line, read as `getopt_long` reads it: clustered letters, values attached or
/// in the next word, long names cut as far as they stay unique, options after stray words.
///
/// By hand, because this stands before the first advert: picocli would cost that path some 50 ms.
///
/// @param given every option seen with its values in order; a flag has empty texts
/// @param stray words that are no options
/// @param errors what stops the program with status 1
public record CommandLine(
        Map<Option, List<String>> given, List<String> stray, List<String> errors) {

    public CommandLine {
        given = Map.copyOf(given);
        stray = List.copyOf(stray);
        errors = List.copyOf(errors);
    }

    /// Reads the words after the program's name. Never throws.
    public static CommandLine parse(List<String> words) {
        return new Reader(words).read();
    }

    /// True when the option was given at least once.
    public boolean has(Option option) {
        return given.containsKey(option);
    }

    /// Returns how often the option was given.
    public int count(Option option) {
        return given.getOrDefault(option, List.of()).size();
    }

    /// Returns the last value of an option; null when it was not given, empty when given without a
    /// value.
    public @Nullable String value(Option option) {
        List<String> values = given.get(option);
        return values == null ? null : values.getLast();
    }

    private static final class Reader {
        private final List<String> words;
        private final Map<Option, List<String>> given = new EnumMap<>(Option.class);
        private final List<String> stray = new ArrayList<>();
        private final List<String> errors = new ArrayList<>();
        private int next;

        Reader(List<String> words) {
            this.words = words;
        }

        CommandLine read() {
            while (next < words.size()) {
                String word = words.get(next++);
                if (word.equals("--")) {
                    stray.addAll(words.subList(next, words.size()));
                    break;
                } else if (word.startsWith("--")) {
                    longOption(word.substring(2));
                } else if (word.startsWith("-") && word.length() > 1) {
                    letters(word);
                } else {
                    stray.add(word);
                }
            }
            return new CommandLine(given, stray, errors);
        }

        private void longOption(String text) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            String value = equals < 0 ? null : text.substring(equals + 1);
            Option option = byName(name);
            if (option == null) {
                errors.add("Unknown option --" + name);
            } else if (value != null && option.argument() == Option.Argument.NONE) {
                errors.add(
                        "Option --" + option.longName() + " takes no value, got '" + value + "'");
            } else {
                take(option, "--" + option.longName(), value);
            }
        }

        /// The option of that name, or the only one that begins so.
        private @Nullable Option byName(String name) {
            Option found = null;
            int candidates = 0;
            for (Option option : Option.values()) {
                if (option.longName().equals(name)) {
                    return option;
                }
                if (option.longName().startsWith(name)) {
                    found = option;
                    candidates++;
                }
            }
            return candidates == 1 ? found : null;
        }

        private void letters(String word) {
            for (int i = 1; i < word.length(); i++) {
                char letter = word.charAt(i);
                Option option = byLetter(letter);
                if (option == null) {
                    errors.add("Unknown option -" + letter);
                    continue;
                }
                boolean takesRest = option.argument() != Option.Argument.NONE;
                String rest = takesRest ? word.substring(i + 1) : "";
                take(option, "-" + letter, rest.isEmpty() ? null : rest);
                if (takesRest) {
                    return;
                }
            }
        }

        private static @Nullable Option byLetter(char letter) {
            for (Option option : Option.values()) {
                if (option.letter() == letter && letter != '\0') {
                    return option;
                }
            }
            return null;
        }

        private void take(Option option, String spelling, @Nullable String attached) {
            String value = attached;
            if (value == null && option.argument() == Option.Argument.REQUIRED) {
                if (next == words.size()) {
                    errors.add("Missing parameter for option " + spelling);
                    return;
                }
                value = words.get(next++);
            }
            given.computeIfAbsent(option, _ -> new ArrayList<>()).add(value == null ? "" : value);
        }
    }
}
