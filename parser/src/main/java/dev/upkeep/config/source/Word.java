package dev.upkeep.config.source;

import org.jspecify.annotations.Nullable;

/// One word of a statement, quotes removed.
///
/// @param column of its first character (the quote, if quoted), counted from 1; for a word that
///   begins inside an expansion, the column of the `$`
/// @param quoted true when it stood in double quotes
/// @param origin where the text of the word stands when it came from a definition (its source then
///   leads back to the use); null for a word of the statement's own line
public record Word(String text, int column, boolean quoted, @Nullable SourceLocation origin) {

    /// Makes a word of the statement's own line.
    public Word(String text, int column, boolean quoted) {
        this(text, column, quoted, null);
    }
}
