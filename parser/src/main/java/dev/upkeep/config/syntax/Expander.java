package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Characters;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Replaces `$NAME` and `${NAME}` in a line. Definitions are expanded when they are used, and what
/// they expand to is scanned again; a definition that refers to itself is an error, and the work
/// for one line is bounded.
final class Expander {

    /// Replacements in one line; more is a definition that grows without bound.
    private static final int MAX_REPLACEMENTS = 10_000;

    /// Definitions and includes within each other.
    static final int MAX_DEPTH = 100;

    private final Map<String, Definition> definitions = new HashMap<>();
    private final Predefined predefined;
    private final Consumer<Diagnostic> findings;

    Expander(Predefined predefined, Consumer<Diagnostic> findings) {
        this.predefined = predefined;
        this.findings = findings;
    }

    void define(Definition definition) {
        definitions.put(definition.name(), definition);
    }

    /// A line after expansion.
    ///
    /// @param text what stands before `rest`
    /// @param changed whether anything was replaced
    /// @param rest the multi-line definition the line ends with, or null
    /// @param restSource the source of its lines
    record Expanded(
            Text text, boolean changed, @Nullable Definition rest, @Nullable Source restSource) {}

    /// Expands all uses from `from` on.
    ///
    /// @param directory value of `$_PWD`
    Expanded expand(Text line, int from, String directory) {
        Text text = line;
        int replacements = 0;
        int at = from;
        while (at < text.length()) {
            if (text.at(at) != '$') {
                at++;
                continue;
            }
            Use use = Use.at(text, at);
            Definition definition = use == null ? null : find(use, text, directory);
            if (use == null || definition == null) {
                glued(text, at);
                at = use == null ? at + 1 : use.end();
                continue;
            }
            if (looping(definition, text.place(at))) {
                at = use.end();
                continue;
            }
            if (definition.multiLine()) {
                if (use.end() == text.length()) {
                    Source source = definition.usedAt(text.place(at));
                    return new Expanded(text.part(0, at), true, definition, source);
                }
                at = use.end();
                continue;
            }
            String value = definition.lines().getFirst().text();
            if (text.length() - (use.end() - at) + value.length() > PhysicalLines.MAX_BYTES
                    || ++replacements > MAX_REPLACEMENTS) {
                report(
                        DiagnosticCode.DEFINITION_LINE_TOO_LONG,
                        text.place(at),
                        "the line is too long after replacing $" + use.name(),
                        "a line has at most "
                                + PhysicalLines.MAX_BYTES
                                + " characters; use a multi-line definition");
                break;
            }
            text = text.replaced(at, use.end(), replacement(definition, text.place(at)));
            if (Repetition.startsIn(text, 0)) {
                return new Expanded(text, true, null, null); // repeated text is expanded per round
            }
        }
        return new Expanded(text, text != line, null, null);
    }

    /// Advises about a `$` that is no use of a definition, although a defined name follows it.
    private void glued(Text text, int dollar) {
        int end = dollar + 1;
        while (end < text.length() && Characters.namePart(text.at(end))) {
            end++;
        }
        for (int stop = end; stop > dollar + 1; stop--) {
            String name = text.string(dollar + 1, stop);
            Definition definition = definitions.get(name);
            if (definition != null && !definition.multiLine()) {
                String rest =
                        text.string(stop, stop == end ? Math.min(end + 1, text.length()) : end);
                findings.accept(
                        new Diagnostic(
                                Severity.HINT,
                                DiagnosticCode.DEFINITION_GLUED,
                                text.place(dollar),
                                "'$" + name + "' is not replaced, as '" + rest + "' follows it",
                                "write ${" + name + "}" + (stop == end ? "" : rest)));
                return;
            }
        }
    }

    private static Text replacement(Definition definition, SourceLocation use) {
        Definition.Line value = definition.lines().getFirst();
        char[] chars = value.text().toCharArray();
        Text text = new Text(Math.max(chars.length, 1));
        text.append(
                chars, 0, chars.length, definition.usedAt(use), value.line(), value.column(), 1);
        return text;
    }

    /// The definition of a use; null when nothing of that name is defined.
    private @Nullable Definition find(Use use, Text text, String directory) {
        Definition definition = use.parameters().isEmpty() ? definitions.get(use.name()) : null;
        if (definition != null) {
            return definition;
        }
        SourceLocation where = text.place(use.start());
        if (predefined.knows(use.name())) {
            String value = predefined.value(use.name(), use.parameters(), directory);
            if (value == null) {
                report(
                        DiagnosticCode.DEFINITION_BAD_PARAMETERS,
                        where,
                        "wrong parameters in '" + text.string(use.start(), use.end()) + "'",
                        Predefined.usage(use.name()));
                return null;
            }
            return Definition.of(use.name(), where.source(), value, where.line(), where.column());
        }
        return null;
    }

    /// Reports a use inside of what it expands to.
    private boolean looping(Definition definition, SourceLocation use) {
        int depth = 0;
        boolean found = false;
        for (SourceLocation place = use; place != null && !found; place = place.source().from()) {
            found = definition.name().equals(place.source().definition());
            depth++;
        }
        if (found) {
            report(
                    DiagnosticCode.DEFINITION_CYCLE,
                    use,
                    "definition $"
                            + definition.name()
                            + " refers to itself: "
                            + cycle(definition, use),
                    "definitions are expanded when they are used, not when they are made");
            return true;
        }
        if (depth > MAX_DEPTH) {
            report(
                    DiagnosticCode.DEFINITION_TOO_DEEP,
                    use,
                    "more than "
                            + MAX_DEPTH
                            + " definitions within each other; $"
                            + definition.name()
                            + " is not replaced",
                    "use the last of them directly");
            return true;
        }
        return false;
    }

    private static String cycle(Definition definition, SourceLocation use) {
        Deque<String> names = new ArrayDeque<>();
        names.push("$" + definition.name());
        for (SourceLocation place = use; place != null; place = place.source().from()) {
            String name = place.source().definition();
            if (name != null) {
                names.push("$" + name);
                if (name.equals(definition.name())) {
                    break;
                }
            }
        }
        return String.join(" -> ", names);
    }

    private void report(
            DiagnosticCode code, SourceLocation where, String message, @Nullable String hint) {
        findings.accept(new Diagnostic(Severity.ERROR, code, where, message, hint));
    }

    /// `$NAME` or `${NAME parameters}` in a text.
    private record Use(int start, int end, String name, String parameters) {

        static @Nullable Use at(Text text, int dollar) {
            int start = dollar + 1;
            boolean braced = start < text.length() && text.at(start) == '{';
            if (braced) {
                start++;
            }
            int end = start;
            if (end == text.length() || !Characters.nameStart(text.at(end))) {
                return null;
            }
            while (end < text.length() && Characters.namePart(text.at(end))) {
                end++;
            }
            String name = text.string(start, end);
            if (!braced) {
                boolean ends =
                        end == text.length()
                                || Characters.blank(text.at(end))
                                || text.at(end) == ','
                                || text.at(end) == ')';
                return ends ? new Use(dollar, end, name, "") : null;
            }
            int close = end;
            while (close < text.length() && text.at(close) != '}') {
                char c = text.at(close);
                if (c == '{' || c == '"') {
                    return null;
                }
                close++;
            }
            if (close == text.length() || (close > end && !Characters.blank(text.at(end)))) {
                return null;
            }
            return new Use(dollar, close + 1, name, text.string(end, close).strip());
        }
    }
}
