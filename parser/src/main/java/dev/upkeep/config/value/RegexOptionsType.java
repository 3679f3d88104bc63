package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `regex_options`: options of PCRE2 by name; unknown ones are left out with a hint.
public final class RegexOptionsType implements ValueType<List<String>> {
    public static final RegexOptionsType OPTIONS = new RegexOptionsType();
    private static final Set<String> KNOWN =
            Set.of(
                    "allow_empty_class",
                    "alt_bsux",
                    "auto_callout",
                    "caseless",
                    "dollar_endonly",
                    "dotall",
                    "dupnames",
                    "extended",
                    "firstline",
                    "match_unset_backref",
                    "multiline",
                    "never_ucp",
                    "never_utf",
                    "no_auto_capture",
                    "no_auto_possess",
                    "no_dotstar_anchor",
                    "no_start_optimize",
                    "ucp",
                    "ungreedy",
                    "utf",
                    "never_backslash_c",
                    "alt_circumflex",
                    "alt_verbnames",
                    "use_offset_limit");

    private RegexOptionsType() {}

    @Override
    public @Nullable List<String> parse(Arguments in) {
        List<String> options = new ArrayList<>();
        do {
            Word word = in.require("an option");
            if (word == null) {
                return null;
            }
            if (KNOWN.contains(word.text())) {
                options.add(word.text());
            } else {
                in.hint(
                        DiagnosticCode.OPTION_UNKNOWN,
                        word,
                        "does not know '" + word.text() + "'; left out",
                        null);
            }
        } while (in.hasNext());
        return options;
    }

    @Override
    public String syntax() {
        return "<option> ..";
    }

    @Override
    public String format(List<String> value) {
        return String.join(" ", value);
    }
}
