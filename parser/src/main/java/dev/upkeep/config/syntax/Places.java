package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import java.util.List;

/// The places of the characters of an expanded line, as runs of neighbours; the first run begins at
/// offset 0.
record Places(List<Run> runs) {

    /// @param start offset in the line
    /// @param source what the text belongs to
    /// @param line of the text in its source
    /// @param column of the first character
    /// @param moving true where the column grows with every character, false where the whole run
    ///   has one place
    record Run(int start, Source source, int line, int column, boolean moving) {

        /// The place of the character at `offset` of the line.
        SourceLocation place(int offset) {
            return new SourceLocation(source, line, moving ? column + offset - start : column);
        }
    }

    /// The run that holds the character at `offset`.
    Run at(int offset) {
        Run found = runs.getFirst();
        for (Run run : runs) {
            if (run.start() > offset) {
                break;
            }
            found = run;
        }
        return found;
    }
}
