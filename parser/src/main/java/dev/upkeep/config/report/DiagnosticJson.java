package dev.upkeep.config.report;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import java.util.List;

/// Diagnostics as a JSON array, for editors and CI: objects with `file`, `line`, `column`,
/// `severity`, `id`, `message`, `hint` (where there is one) and `from` (where the text came from an
/// include or a definition), which has `file`, `line`, `column`, and `definition` (its name) or
/// not.
public final class DiagnosticJson {

    private DiagnosticJson() {}

    /// Returns the array, one object per line, without a line feed at its end.
    public static String of(List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder("[");
        String separator = "\n";
        for (Diagnostic diagnostic : diagnostics) {
            out.append(separator).append("  {");
            separator = ",\n";
            place(diagnostic.where(), out);
            out.append(", ");
            member("severity", DiagnosticLine.severity(diagnostic), out);
            out.append(", ");
            member("id", diagnostic.code().id(), out);
            out.append(", ");
            member("message", diagnostic.message(), out);
            String hint = diagnostic.hint();
            if (hint != null) {
                out.append(", ");
                member("hint", hint, out);
            }
            from(diagnostic.where().source(), out);
            out.append('}');
        }
        return out.append(diagnostics.isEmpty() ? "]" : "\n]").toString();
    }

    private static void place(SourceLocation where, StringBuilder out) {
        member("file", where.source().name(), out);
        out.append(", \"line\": ").append(where.line());
        out.append(", \"column\": ").append(where.column());
    }

    /// The way to a text as nested objects.
    private static void from(Source text, StringBuilder out) {
        int depth = 0;
        Source source = text;
        SourceLocation from = source.from();
        while (from != null) {
            out.append(", \"from\": {");
            depth++;
            place(from, out);
            String definition = source.definition();
            if (definition != null) {
                out.append(", ");
                member("definition", definition, out);
            }
            source = from.source();
            from = source.from();
        }
        out.append("}".repeat(depth));
    }

    private static void member(String name, String value, StringBuilder out) {
        out.append('"').append(name).append("\": \"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                String hex = Integer.toHexString(c);
                out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
