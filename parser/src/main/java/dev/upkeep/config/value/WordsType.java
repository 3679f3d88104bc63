package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All words of the line.
///
/// @param what the meaning of one word, for people
/// @param least how many there must be
public record WordsType(String what, int least) implements ValueType<List<String>> {

    @Override
    public @Nullable List<String> parse(Arguments in) {
        List<String> words = new ArrayList<>();
        while (in.hasNext() || words.size() < least) {
            Word word = in.require("a " + what);
            if (word == null) {
                return null;
            }
            words.add(word.text());
        }
        return words;
    }

    @Override
    public String syntax() {
        return least == 0 ? "[<" + what + "> ..]" : "<" + what + "> ..";
    }

    @Override
    public String format(List<String> value) {
        return value.stream().map(Quote::word).collect(Collectors.joining(" "));
    }
}
