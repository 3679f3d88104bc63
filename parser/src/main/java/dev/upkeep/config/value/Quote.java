package dev.upkeep.config.value;

/// Text as a word of a configuration.
public final class Quote {
    private Quote() {}

    /// Returns the word, in double quotes where it needs them. A double quote itself cannot be
    /// written.
    public static String word(String text) {
        boolean plain = !text.isEmpty();
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c > ' ' && "\"{}#!$@~\\".indexOf(c) < 0;
        }
        return plain ? text : '"' + text + '"';
    }
}
