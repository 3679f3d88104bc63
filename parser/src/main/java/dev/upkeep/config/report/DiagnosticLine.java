package dev.upkeep.config.report;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A diagnostic as one line of text, for logs and `--config-test`: `file:line:column: severity:
/// what [id] (what to do)`, and after that, for text that came from an include or a definition, the
/// way to it: `; in $NAME used at file:line:column`.
public final class DiagnosticLine {

    /// Steps that are shown at each end of a long way.
    private static final int WAY_END = 4;

    private DiagnosticLine() {}

    /// Returns the line, without a line feed at its end.
    public static String of(Diagnostic diagnostic) {
        StringBuilder line = new StringBuilder(120);
        line.append(diagnostic.where()).append(": ");
        line.append(severity(diagnostic)).append(": ");
        what(diagnostic, line);
        way(diagnostic.where(), line, "; ");
        return line.toString();
    }

    static String severity(Diagnostic diagnostic) {
        return diagnostic.severity().name().toLowerCase(Locale.ROOT);
    }

    /// `what [id] (what to do)`.
    static void what(Diagnostic diagnostic, StringBuilder out) {
        printable(diagnostic.message(), out);
        out.append(" [").append(diagnostic.code().id()).append(']');
        String hint = diagnostic.hint();
        if (hint != null) {
            out.append(" (");
            printable(hint, out);
            out.append(')');
        }
    }

    /// The uses and includes that lead to a place, innermost first, each after `separator`; of a
    /// long way only its ends.
    static void way(SourceLocation where, StringBuilder out, String separator) {
        List<String> steps = new ArrayList<>();
        Source source = where.source();
        @Nullable SourceLocation from = source.from();
        while (from != null) {
            String name = source.definition();
            steps.add((name == null ? "included at " : "in $" + name + " used at ") + from);
            source = from.source();
            from = source.from();
        }
        int hidden = steps.size() > 2 * WAY_END + 1 ? steps.size() - 2 * WAY_END : 0;
        for (int i = 0; i < steps.size(); i++) {
            if (hidden == 0 || i < WAY_END || i >= WAY_END + hidden) {
                out.append(separator).append(steps.get(i));
            } else if (i == WAY_END) {
                out.append(separator).append("and ").append(hidden).append(" more");
            }
        }
    }

    /// Text of a configuration may contain anything; a terminal must not obey it, and what cannot
    /// be seen is spelt out.
    static void printable(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
                out.append("\\x").append(Character.forDigit(c >> 4, 16));
                out.append(Character.forDigit(c & 15, 16));
            } else if (c > '~'
                    && (Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
    }
}
