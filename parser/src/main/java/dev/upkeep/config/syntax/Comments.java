package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Characters;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import java.util.function.Consumer;

/// Finds where the text of a line ends and its comment begins.
final class Comments {
    private final BlockCollector out;
    private final Consumer<Diagnostic> findings;

    /// Of the line scanned last: the line contains `$` or ends in a backslash.
    boolean special;

    /// @param out knows who evaluates the next line
    Comments(BlockCollector out, Consumer<Diagnostic> findings) {
        this.out = out;
        this.findings = findings;
    }

    /// Finds the end of the line without its comment and the blanks before it, and notes what else
    /// is in it. `\#` and `\!` lose their backslash where keepalived's parent process evaluates the
    /// line; elsewhere its children see a comment sign, and so do we.
    int scan(char[] text, int start, int length, Source source, int line) {
        boolean quoted = false;
        boolean found = false;
        int end = length;
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (c > '\\') {
                continue;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '$') {
                found = true;
            } else if (c == '\\') {
                found = true;
                if (!quoted && i + 1 < end && (text[i + 1] == '#' || text[i + 1] == '!')) {
                    end = escaped(text, i, end, source, line);
                } else {
                    i++;
                }
            } else if ((c == '#' || c == '!') && !quoted) {
                end = i;
            }
        }
        while (end > start && Characters.blank(text[end - 1])) {
            end--;
        }
        special = found;
        return end;
    }

    /// Treats `\#` at `at`; gives the new end of the line.
    private int escaped(char[] text, int at, int end, Source source, int line) {
        if (out.evaluatedByParent()) {
            System.arraycopy(text, at + 1, text, at, end - at - 1);
            return end - 1;
        }
        findings.accept(
                new Diagnostic(
                        Severity.HINT,
                        DiagnosticCode.COMMENT_ESCAPED,
                        new SourceLocation(source, line, at + 1),
                        "'" + text[at] + text[at + 1] + "' starts a comment outside of global_defs",
                        "write the text in double quotes"));
        return at;
    }

    /// Removes what became a comment by expansion.
    static void strip(Text text) {
        boolean quoted = false;
        int end = 0;
        while (end < text.length() && (quoted || (text.at(end) != '#' && text.at(end) != '!'))) {
            quoted ^= text.at(end) == '"';
            end++;
        }
        while (end > 0 && Characters.blank(text.at(end - 1))) {
            end--;
        }
        text.cut(end);
    }
}
