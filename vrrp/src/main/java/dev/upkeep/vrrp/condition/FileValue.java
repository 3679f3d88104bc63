package dev.upkeep.vrrp.condition;

import java.util.StringTokenizer;

/// The number in a track file: the first word, as `strtol` reads it. What is not a number counts as
/// 0.
public final class FileValue {

    private FileValue() {}

    /// Reads the contents of a file; empty means 0.
    public static int of(String contents) {
        StringTokenizer words = new StringTokenizer(contents);
        if (!words.hasMoreTokens()) {
            return 0;
        }
        String word = words.nextToken();
        int at = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
        long number = 0;
        int end = at;
        while (end < word.length() && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
            number = Math.min(number * 10 + word.charAt(end) - '0', Integer.MAX_VALUE);
            end++;
        }
        return (int) (word.startsWith("-") ? -number : number);
    }
}
