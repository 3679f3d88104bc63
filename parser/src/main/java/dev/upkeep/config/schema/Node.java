package dev.upkeep.config.schema;

import org.jspecify.annotations.Nullable;

/// An entry of a block: a keyword with words, a block of lines, or a block of keywords.
public sealed interface Node permits Keyword, LineBlock, Section {

    /// The word that starts the statement.
    String name();

    /// Everything else that is known about it.
    KeywordInfo info();

    /// Returns the default as text; null when there is nothing to say.
    default @Nullable String byDefault() {
        return null;
    }

    /// The arguments as the reference page shows them; empty without any.
    String syntax();

    /// The node under which values are kept: itself, or for another spelling the current one.
    Node canonical();
}
