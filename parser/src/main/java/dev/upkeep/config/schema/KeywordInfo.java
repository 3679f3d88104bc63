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
/// @param effect whether the running daemon acts on it
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
        Effect effect,
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

    /// Says whether the running daemon acts on a keyword.
    public enum Effect {
        /// It does.
        NOW,
        /// It never will, as there is nothing here to act on; its use is a hint that says why.
        NONE,
        /// Not yet, and that changes who is master or who gets traffic: its use is an error.
        LATER_DECISIVE
    }

    /// Facts of a keyword in effect, last use counting.
    public static KeywordInfo help(String help) {
        return new KeywordInfo(help, null, null, false, Repeats.LAST, Effect.NOW, true, null);
    }

    public KeywordInfo since(String version) {
        return new KeywordInfo(
                help,
                version,
                writeInstead,
                silent,
                repeats,
                effect,
                endsWithoutArgument,
                meaningless);
    }

    public KeywordInfo writeInstead(String keyword) {
        return new KeywordInfo(
                help, since, keyword, silent, repeats, effect, endsWithoutArgument, meaningless);
    }

    /// Of old, and its use is worth a hint only.
    public KeywordInfo quiet() {
        return new KeywordInfo(
                help, since, writeInstead, true, repeats, effect, endsWithoutArgument, meaningless);
    }

    public KeywordInfo replacementReported() {
        return new KeywordInfo(
                help,
                since,
                writeInstead,
                silent,
                Repeats.REPLACED,
                effect,
                endsWithoutArgument,
                meaningless);
    }

    public KeywordInfo firstCounts() {
        return new KeywordInfo(
                help,
                since,
                writeInstead,
                silent,
                Repeats.FIRST,
                effect,
                endsWithoutArgument,
                meaningless);
    }

    public KeywordInfo eachCounts() {
        return new KeywordInfo(
                help,
                since,
                writeInstead,
                silent,
                Repeats.ALL,
                effect,
                endsWithoutArgument,
                meaningless);
    }

    /// Accepted and kept in the model; that the daemon does not act on it yet changes who is master
    /// or who gets traffic.
    public KeywordInfo laterDecisive() {
        return new KeywordInfo(
                help,
                since,
                writeInstead,
                silent,
                repeats,
                Effect.LATER_DECISIVE,
                endsWithoutArgument,
                meaningless);
    }

    /// Accepted and kept in the model; there is nothing here that it could act on.
    ///
    /// @param reason why, as a clause
    public KeywordInfo meaningless(String reason) {
        return new KeywordInfo(
                help,
                since,
                writeInstead,
                silent,
                repeats,
                Effect.NONE,
                endsWithoutArgument,
                reason);
    }

    /// Returns whether the running daemon acts on it.
    public boolean inEffect() {
        return effect == Effect.NOW;
    }

    /// Returns whether the daemon is to act on it one day.
    public boolean isMissing() {
        return effect == Effect.LATER_DECISIVE;
    }

    /// A missing argument is one finding among others.
    public KeywordInfo goesOnWithoutArgument() {
        return new KeywordInfo(
                help, since, writeInstead, silent, repeats, effect, false, meaningless);
    }

    /// Facts of another spelling, with what the keyword itself decides.
    KeywordInfo asIn(KeywordInfo keyword) {
        return new KeywordInfo(
                help,
                keyword.since,
                writeInstead,
                silent,
                keyword.repeats,
                keyword.effect,
                keyword.endsWithoutArgument,
                keyword.meaningless);
    }
}
