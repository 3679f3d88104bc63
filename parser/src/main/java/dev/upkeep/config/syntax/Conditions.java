package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Characters;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import java.util.function.Consumer;

/// Lines that count only under one config id (`@ID`), or under any other (`@^ID`).
///
/// @param configId of this reading
record Conditions(String configId, Consumer<Diagnostic> findings) {

    /// Returns the text after `@ID` or `@^ID`; empty when the condition does not hold.
    Text apply(Text text) {
        int start = 1;
        boolean negated = start < text.length() && text.at(start) == '^';
        if (negated) {
            start++;
        }
        int end = start;
        while (end < text.length() && !Characters.blank(text.at(end))) {
            end++;
        }
        boolean equal = text.string(start, end).equals(configId);
        int rest = end;
        while (rest < text.length() && Characters.blank(text.at(rest))) {
            rest++;
        }
        if (equal == negated) {
            checkQuotes(text);
            return new Text(1);
        }
        return text.part(rest, text.length());
    }

    /// Reports a quote that is not closed in a line that is left out: keepalived looks at quotes
    /// before it looks at conditions.
    private void checkQuotes(Text text) {
        int last = -1;
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) == '"') {
                last = last < 0 ? i : -1;
            }
        }
        if (last >= 0) {
            findings.accept(
                    new Diagnostic(
                            Severity.ERROR,
                            DiagnosticCode.SYNTAX_UNCLOSED_QUOTE,
                            text.place(last),
                            "the quote is not closed, in a line that is left out",
                            "add '\"'"));
        }
    }
}
