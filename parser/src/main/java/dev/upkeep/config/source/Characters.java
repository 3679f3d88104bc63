package dev.upkeep.config.source;

/// The character classes of the configuration language.
public final class Characters {

    private Characters() {}

    /// Space, tab, form feed, carriage return, vertical tab, line feed.
    public static boolean blank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /// Returns whether a name of a definition may begin with the character.
    public static boolean nameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    /// Returns whether the character may follow in a name of a definition.
    public static boolean namePart(char c) {
        return nameStart(c) || (c >= '0' && c <= '9');
    }
}
