package dev.upkeep.config.source;

import org.jspecify.annotations.Nullable;

/// The origin of text: a file, or the body of a definition in a file.
///
/// @param name path of the file as the operator wrote it (for a match of a pattern: the match)
/// @param definition name of the definition whose body this text is; null for the plain text of a
///   file
/// @param from the include line, or the use of the definition; null for the main file
public record Source(String name, @Nullable String definition, @Nullable SourceLocation from) {

    /// Makes the source of the text of a file.
    public Source(String name, @Nullable SourceLocation from) {
        this(name, null, from);
    }

    /// Returns whether this is the very same use of the same text; quick, where `equals` compares
    /// the way to it.
    @SuppressWarnings("ReferenceEquality") // one object per file that is read and per use
    public boolean is(@Nullable Source other) {
        return this == other;
    }
}
