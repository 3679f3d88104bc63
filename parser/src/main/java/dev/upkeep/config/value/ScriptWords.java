package dev.upkeep.config.value;

import java.util.ArrayList;
import java.util.List;

/// The quoting of command lines, richer than that of other words: single and double quotes,
/// adjacent pieces join, backslash escapes.
public final class ScriptWords {
    private ScriptWords() {}

    /// A piece of a command line.
    ///
    /// @param offset of its first character in the text
    public record Piece(String text, int offset) {}

    /// Splits at blanks outside quotes, and replaces escapes.
    ///
    /// @return the words; an unclosed quote ends with the text
    public static List<Piece> split(String text) {
        List<Piece> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            StringBuilder word = new StringBuilder();
            char quote = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (quote == 0 && Character.isWhitespace(c)) {
                    break;
                }
                if (c == '\\' && at + 1 < text.length()) {
                    at = unescape(text, at + 1, word);
                } else if (c == quote) {
                    quote = 0;
                    at++;
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                    at++;
                } else {
                    word.append(c);
                    at++;
                }
            }
            words.add(new Piece(word.toString(), start));
        }
        return words;
    }

    /// Appends the character of the escape whose letter is at `at`; returns where reading goes on.
    private static int unescape(String text, int at, StringBuilder into) {
        char c = text.charAt(at);
        switch (c) {
            case 'a' -> into.append('\u0007');
            case 'b' -> into.append('\b');
            case 'E' -> into.append('\u001b');
            case 'f' -> into.append('\f');
            case 'n' -> into.append('\n');
            case 'r' -> into.append('\r');
            case 't' -> into.append('\t');
            case 'v' -> into.append('\u000b');
            case 'x' -> {
                return number(text, at + 1, 16, 2, into);
            }
            case 'c' -> {
                if (at + 1 < text.length()) {
                    into.append((char) (text.charAt(at + 1) & 0x1f));
                }
                return Math.min(at + 2, text.length());
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                return number(text, at, 8, 3, into);
            }
            default -> into.append(c);
        }
        return at + 1;
    }

    private static int number(String text, int from, int base, int most, StringBuilder into) {
        int value = 0;
        int at = from;
        while (at < text.length()
                && at - from < most
                && Character.digit(text.charAt(at), base) >= 0) {
            value = value * base + Character.digit(text.charAt(at), base);
            at++;
        }
        if (at > from) {
            into.append((char) (value & 0xff));
        } else {
            into.append('x');
        }
        return at;
    }
}
