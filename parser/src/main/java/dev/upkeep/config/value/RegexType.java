package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `regex`: the rest of the line as one word in the quoting of command lines.
public final class RegexType implements ValueType<String> {
    public static final RegexType REGEX = new RegexType();

    private RegexType() {}

    @Override
    public @Nullable String parse(Arguments in) {
        List<ScriptWords.Piece> words = ScriptWords.split(in.raw());
        in.skipRest();
        if (words.size() == 1) {
            return words.getFirst().text();
        }
        String hint = "put the pattern in double quotes";
        if (words.isEmpty()) {
            in.missing("a pattern", hint);
        } else {
            in.report(
                    Severity.ERROR,
                    DiagnosticCode.REGEX_WORDS,
                    in.where(),
                    "regex takes one word, this line has " + words.size(),
                    hint);
        }
        return null;
    }

    @Override
    public String syntax() {
        return "<PCRE2 pattern>";
    }

    @Override
    public String format(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\x22") + '"';
    }
}
