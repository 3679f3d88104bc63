package dev.upkeep.config.print;

import dev.upkeep.config.schema.KeywordInfo;
import org.jspecify.annotations.Nullable;

/// Writes a [ReferencePage] down: the parts of a page as text in one markup.
interface PageFormat {

    /// The part before the first block.
    String head();

    /// The beginning of a block and of the list of its keywords.
    ///
    /// @param help what the block is for, null for the top level
    /// @param usage the line that opens the block, null for the top level
    String block(String title, @Nullable String help, @Nullable String usage);

    /// The beginning of the options that a line of a block may have.
    ///
    /// @param syntax the form of a line
    String lines(String title, String syntax);

    /// One keyword or option.
    ///
    /// @param byDefault what counts without it, null when nothing does
    String row(String name, String syntax, @Nullable String byDefault, KeywordInfo info);
}
