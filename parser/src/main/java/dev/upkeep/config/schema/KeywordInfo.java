package dev.upkeep.config.schema;

import org.jspecify.annotations.Nullable;

/// Describes a keyword besides its type.
///
/// @param help one line for people
/// @param since version of keepalived that introduced it, `Upkeep` for our own; null for 2.2.7 and
///   before
/// @param writeInstead the keyword that replaced this one; its use is reported. Null when current
/// @param silent the report is a hint only, as keepalived 2.2.7 stays silent about the old word
/// @param repeats what a second use in the same block means
/// @param endsWithoutArgument whether keepalived ends its reading where the argument is missing; it
///   goes on where the keyword looks at its arguments by itself. Found out by running 2.2.7 with
///   each keyword bare
/// @param meaningless why there is nothing that the daemon could act on; null for other keywords
public record KeywordInfo(
        String help,
        @Nullable String since,
        @Nullable String writeInstead,
        boolean silent,
        Repeats repeats,
        boolean endsWithoutArgument,
        @Nullable String meaningless) {

    /// Meanings of a second use of a keyword in a block.
    public enum Repeats {
        /// The last one counts.
        LAST,
        /// The last one counts, and that it replaces another is reported.
        REPLACED,
        /// The first one counts, later ones are reported.
        FIRST,
        /// Each counts.
        ALL
    }

    /// Facts of a keyword in effect, last use counting.
    public static KeywordInfo help(String help) {
        return new KeywordInfo(help, null, null, false, Repeats.LAST, true, null);
    }

    public KeywordInfo since(String version) {
        return new KeywordInfo(
                help, version, writeInstead, silent, repeats, endsWithoutArgument, meaningless);
    }

    public KeywordInfo writeInstead(String keyword) {
        return new KeywordInfo(
                help, since, keyword, silent, repeats, endsWithoutArgument, meaningless);
    }

    /// Returns a copy for a keyword of old whose use is worth a hint only.
    public KeywordInfo quiet() {
        return new KeywordInfo(
                help, since, writeInstead, true, repeats, endsWithoutArgument, meaningless);
    }

    public KeywordInfo replacementReported() {
        return new KeywordInfo(
                help,
                since,
                writeInstead,
                silent,
                Repeats.REPLACED,
                endsWithoutArgument,
                meaningless);
    }

    public KeywordInfo firstCounts() {
        return new KeywordInfo(
                help, since, writeInstead, silent, Repeats.FIRST, endsWithoutArgument, meaningless);
    }

    public KeywordInfo eachCounts() {
        return new KeywordInfo(
                help, since, writeInstead, silent, Repeats.ALL, endsWithoutArgument, meaningless);
    }

    /// Accepted and kept in the model; there is nothing here that it could act on.
    ///
    /// @param reason why, as a clause
    public KeywordInfo meaningless(String reason) {
        return new KeywordInfo(
                help, since, writeInstead, silent, repeats, endsWithoutArgument, reason);
    }

    /// Returns a copy for a keyword without argument that does not end the reading: one finding
    /// among others.
    public KeywordInfo goesOnWithoutArgument() {
        return new KeywordInfo(help, since, writeInstead, silent, repeats, false, meaningless);
    }

    /// Facts of another spelling, with what the keyword itself decides.
    KeywordInfo asIn(KeywordInfo keyword) {
        return new KeywordInfo(
                help,
                keyword.since,
                writeInstead,
                silent,
                keyword.repeats,
                keyword.endsWithoutArgument,
                keyword.meaningless);
    }
}
