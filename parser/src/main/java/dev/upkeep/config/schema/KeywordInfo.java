package dev.upkeep.config.schema;

import org.jspecify.annotations.Nullable;

/// What is to be known of a keyword besides its type.
///
/// @param help one line for people
/// @param byDefault what counts when the keyword is absent, as text; null when there is nothing to
///   say
/// @param since version of keepalived that introduced it, `Upkeep` for our own; null for 2.2.7 and
///   before
/// @param writeInstead the keyword that replaced this one; its use is reported. Null when current
/// @param silent the report is a hint only, as keepalived 2.2.7 stays silent about the old word
/// @param repeats what a second use in the same block means
/// @param inEffect false while the running daemon does not act on it yet
public record KeywordInfo(
        String help,
        @Nullable String byDefault,
        @Nullable String since,
        @Nullable String writeInstead,
        boolean silent,
        Repeats repeats,
        boolean inEffect) {

    /// What a second use of a keyword in a block means.
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
        return new KeywordInfo(help, null, null, null, false, Repeats.LAST, true);
    }

    public KeywordInfo byDefault(String text) {
        return new KeywordInfo(help, text, since, writeInstead, silent, repeats, inEffect);
    }

    public KeywordInfo since(String version) {
        return new KeywordInfo(help, byDefault, version, writeInstead, silent, repeats, inEffect);
    }

    public KeywordInfo writeInstead(String keyword) {
        return new KeywordInfo(help, byDefault, since, keyword, silent, repeats, inEffect);
    }

    /// Of old, and its use is worth a hint only.
    public KeywordInfo quiet() {
        return new KeywordInfo(help, byDefault, since, writeInstead, true, repeats, inEffect);
    }

    public KeywordInfo replacementReported() {
        return new KeywordInfo(
                help, byDefault, since, writeInstead, silent, Repeats.REPLACED, inEffect);
    }

    public KeywordInfo firstCounts() {
        return new KeywordInfo(
                help, byDefault, since, writeInstead, silent, Repeats.FIRST, inEffect);
    }

    public KeywordInfo eachCounts() {
        return new KeywordInfo(help, byDefault, since, writeInstead, silent, Repeats.ALL, inEffect);
    }

    /// Accepted and kept in the model, but the daemon does not act on it yet.
    public KeywordInfo later() {
        return new KeywordInfo(help, byDefault, since, writeInstead, silent, repeats, false);
    }
}
