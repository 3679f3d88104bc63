package dev.upkeep.config.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Receives the contents of a block in the order of its schema.
public interface BlockWriter {

    /// Takes the value of a keyword; null when the keyword is not written.
    <T> void keyword(Keyword<T> keyword, @Nullable T value);

    /// Takes a block of lines, which is left out when it is empty.
    ///
    /// @param name the word before the brace; empty for none
    <T> void lines(LineBlock<T> block, String name, List<T> lines);

    /// Takes a block of keywords.
    <H, S> void section(Section<H, S> section, S model);
}
