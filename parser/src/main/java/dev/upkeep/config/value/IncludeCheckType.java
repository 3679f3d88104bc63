package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `include_check`: kinds of include problems, with `+` or `-` to add or remove them.
public final class IncludeCheckType implements ValueType<List<String>> {
    public static final IncludeCheckType INCLUDE_CHECK = new IncludeCheckType();
    private static final Set<String> KINDS =
            Set.of("read", "match", "wildcard_match", "brace_match");

    private IncludeCheckType() {}

    @Override
    public @Nullable List<String> parse(Arguments in) {
        if (!in.hasNext()) {
            return List.of("read", "match", "wildcard_match", "brace_match");
        }
        List<String> kinds = new ArrayList<>();
        boolean replaced = false; // by a word without a sign
        for (Word word = in.next(); word != null; word = in.next()) {
            String name = word.text().replaceFirst("^[+-]", "");
            boolean plain = name.equals(word.text());
            if (KINDS.contains(name)) {
                kinds.add(word.text());
                if (plain && replaced) {
                    in.warning(
                            DiagnosticCode.CHOICE_REPEATED,
                            word,
                            "'" + name + "' overlaps the word before: every kind contains read",
                            "name the widest kind only, or add with +");
                }
                replaced |= plain;
            } else {
                in.error(
                        DiagnosticCode.CHOICE_UNKNOWN,
                        word,
                        "'" + name + "' is none of read, match, wildcard_match, brace_match",
                        null);
            }
        }
        return kinds;
    }

    @Override
    public String syntax() {
        return "[[+|-]read|match|wildcard_match|brace_match ..]";
    }

    @Override
    public String format(List<String> value) {
        return String.join(" ", value);
    }
}
