package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Characters;

/// Finds the braces that are structure: outside of double quotes, and not those of a literal
/// `${NAME}`. The same rules as in the grammar's lexer.
final class Braces {

    private Braces() {}

    /// Returns the offset of the next brace in `[from, end)`, or `end`.
    static int next(char[] text, int from, int end) {
        int i = from;
        while (i < end) {
            char c = text[i];
            if (c == '{' || c == '}') {
                return i;
            }
            if (c == '"') {
                i = closingQuote(text, i, end);
            } else if (c == '$') {
                i = Math.max(i, literal(text, i, end) - 1);
            }
            i++;
        }
        return end;
    }

    /// Returns the offset of the quote that ends the string beginning at `open`, or `end`.
    static int closingQuote(char[] text, int open, int end) {
        int i = open + 1;
        while (i < end && text[i] != '"') {
            i++;
        }
        return i;
    }

    /// Returns the offset after the `${NAME ...}` that begins at `dollar`; `dollar` if there is
    /// none.
    static int literal(char[] text, int dollar, int end) {
        if (dollar + 2 >= end
                || text[dollar + 1] != '{'
                || !Characters.nameStart(text[dollar + 2])) {
            return dollar;
        }
        for (int i = dollar + 2; i < end; i++) {
            char c = text[i];
            if (c == '}') {
                return i + 1;
            }
            if (c == '{' || c == '"') {
                return dollar;
            }
        }
        return dollar;
    }
}
