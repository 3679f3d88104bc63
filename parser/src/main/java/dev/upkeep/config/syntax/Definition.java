package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import java.util.List;

/// A definition `$NAME=text`: kept as written, expanded at each use.
///
/// @param source where the text stands
/// @param lines the text; exactly one line unless `multiLine`, where it may also be none
/// @param multiLine replaces only the last thing on a line, which it makes several lines of
record Definition(String name, Source source, List<Line> lines, boolean multiLine) {

    Definition {
        lines = List.copyOf(lines);
    }

    /// @param line number of the line in the source
    /// @param column of the first character
    record Line(String text, int line, int column) {}

    /// Returns a definition of one line.
    static Definition of(String name, Source source, String text, int line, int column) {
        return new Definition(name, source, List.of(new Line(text, line, column)), false);
    }

    /// The source of this text when it is used at `use`.
    Source usedAt(SourceLocation use) {
        return new Source(source.name(), name, use);
    }
}
