package dev.upkeep.net;

/// Text from outside (answers of servers, names of files, texts of exceptions) made safe for a line
/// of a log, a mail or a terminal.
public final class PrintableText {

    private PrintableText() {}

    /// The text with control characters as `\n`, `\r`, `\t` or `\x1b`, and those that end a line in
    /// Unicode or change its direction as `\u2028`. A text without any is returned as it is.
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!printable(text.charAt(i))) {
                return escape(text, i);
            }
        }
        return text;
    }

    private static boolean printable(char c) {
        return (c >= ' ' && c < 0x7f)
                || (c >= 0xa0 && !(c >= 0x200e && c <= 0x200f) && !(c >= 0x2028 && c <= 0x202e));
    }

    private static String escape(String text, int from) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (printable(c)) {
                out.append(c);
                continue;
            }
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append((c < 0x100 ? "\\x%02x" : "\\u%04x").formatted((int) c));
            }
        }
        return out.toString();
    }
}
