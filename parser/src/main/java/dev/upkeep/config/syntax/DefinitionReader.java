package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Characters;
import dev.upkeep.config.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads definitions, `$NAME=text`, those of several lines included.
final class DefinitionReader {
    private final Expander expander;

    /// The definition of several lines that is being read, or null.
    private @Nullable Collecting collecting;

    /// @param expander receives each complete definition
    DefinitionReader(Expander expander) {
        this.expander = expander;
    }

    /// The lines of a multi-line definition so far.
    private record Collecting(String name, Source source, List<Definition.Line> lines) {}

    /// Returns whether the lines to come belong to a definition.
    boolean isOpen() {
        return collecting != null;
    }

    /// Takes a further line of the definition.
    void add(Text text) {
        Collecting definition = collecting;
        if (definition != null && !addLine(definition.lines(), text, 0)) {
            end();
        }
    }

    /// Adds a line of a multi-line definition without its backslash; false if it had none.
    private static boolean addLine(List<Definition.Line> lines, Text text, int start) {
        int end = text.length();
        boolean more = end > start && text.at(end - 1) == '\\';
        if (more) {
            end--;
        }
        while (end > start && Characters.blank(text.at(end - 1))) {
            end--;
        }
        if (end > start) {
            lines.add(
                    new Definition.Line(
                            text.string(start, end), text.line(start), text.column(start)));
        }
        return more;
    }

    /// Ends the definition that is being read, if any.
    void end() {
        Collecting definition = collecting;
        if (definition != null) {
            collecting = null;
            expander.define(
                    new Definition(
                            definition.name(), definition.source(), definition.lines(), true));
        }
    }

    /// Takes `$NAME=text`; false when the line is something else.
    boolean begin(Text text) {
        if (text.at(0) != '$' || text.length() < 3 || !Characters.nameStart(text.at(1))) {
            return false;
        }
        int end = 2;
        while (end < text.length() && Characters.namePart(text.at(end))) {
            end++;
        }
        if (end == text.length() || text.at(end) != '=') {
            return false;
        }
        String name = text.string(1, end);
        Source source = text.source(0);
        int start = end + 1;
        while (start < text.length() && Characters.blank(text.at(start))) {
            start++;
        }
        if (start < text.length() && text.at(text.length() - 1) == '\\') {
            List<Definition.Line> lines = new ArrayList<>();
            addLine(lines, text, start);
            collecting = new Collecting(name, source, lines);
            return true;
        }
        int place = Math.min(start, text.length() - 1);
        expander.define(
                Definition.of(
                        name,
                        source,
                        text.string(start, text.length()),
                        text.line(place),
                        text.column(place)));
        return true;
    }
}
