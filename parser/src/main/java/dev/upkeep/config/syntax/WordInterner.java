package dev.upkeep.config.syntax;

/// Strings of words seen before: configurations repeat themselves, and a word that is found here
/// costs no memory. Holds a bounded number; a new word takes the place of an old one. Not for use
/// by several threads.
public final class WordInterner {

    private static final int SIZE = 1 << 11;
    private static final int MAX_LENGTH = 40;

    private final String[] known = new String[SIZE];

    /// The characters of a part of `text` as a string.
    String string(char[] text, int start, int end) {
        int length = end - start;
        if (length > MAX_LENGTH) {
            return new String(text, start, length);
        }
        int hash = length;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + text[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (SIZE - 1);
        String candidate = known[slot];
        if (candidate != null && equal(candidate, text, start, length)) {
            return candidate;
        }
        String word = new String(text, start, length);
        known[slot] = word;
        return word;
    }

    private static boolean equal(String word, char[] text, int start, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (word.charAt(i) != text[start + i]) {
                return false;
            }
        }
        return true;
    }
}
