package dev.upkeep.config.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of the configuration after includes, conditions and definitions, with the block that
/// belongs to it: the shape of the text, without a meaning yet.
///
/// @param source what the line belongs to
/// @param line number of the line in its file, from 1
/// @param words at least one; the first is the keyword (or the first word of an entry)
/// @param raw the text after the first word, trimmed, quotes kept, for values with a quoting of
///   their own
/// @param rawColumn column of the first character of `raw`
/// @param body statements of the block; null without a block
public record Statement(
        Source source,
        int line,
        List<Word> words,
        String raw,
        int rawColumn,
        @Nullable List<Statement> body) {

    /// Returns the first word.
    public String keyword() {
        return words.getFirst().text();
    }

    /// Returns the place of the first word.
    public SourceLocation where() {
        return at(words.getFirst());
    }

    /// Returns the place of a word of this statement.
    public SourceLocation at(Word word) {
        SourceLocation origin = word.origin();
        return origin != null ? origin : new SourceLocation(source, line, word.column());
    }
}
