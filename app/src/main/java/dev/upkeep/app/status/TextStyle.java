package dev.upkeep.app.status;

/// Colours of words, where the terminal has them.
///
/// @param colour whether it has
record TextStyle(boolean colour) {

    private static final String END = "\u001b[0m";

    /// A word that stands for a state: good ones are green, bad ones red, others yellow.
    String state(String word) {
        return switch (word) {
            case "MASTER", "up", "Up", "in sync", "agrees" -> paint("32", word);
            case "FAULT",
                    "down",
                    "Down",
                    "lost",
                    "out of sync",
                    "deviates",
                    "rolled back",
                    "refused" ->
                    paint("31", word);
            case "INIT",
                    "unknown",
                    "unchecked",
                    "draining",
                    "disabled",
                    "removed",
                    "Init",
                    "AdminDown",
                    "unconfirmed" ->
                    paint("33", word);
            default -> word;
        };
    }

    /// A name that begins a paragraph.
    String strong(String word) {
        return paint("1", word);
    }

    private String paint(String code, String word) {
        return colour ? "\u001b[" + code + "m" + word + END : word;
    }

    /// Returns how many columns a text takes.
    static int width(String text) {
        int width = 0;
        boolean escape = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escape) {
                escape = c != 'm';
            } else if (c == '\u001b') {
                escape = true;
            } else {
                width++;
            }
        }
        return width;
    }
}
