package dev.upkeep.netlink.file;

import java.math.BigInteger;
import java.util.StringTokenizer;

/// The number in a track file: the first word, as `strtol` reads it. What is not a number counts as
/// 0.
final class FileNumber {

    private FileNumber() {}

    /// Reads the contents of a file; empty means 0. The result may be beyond 32 bits.
    static BigInteger of(String contents) {
        StringTokenizer words = new StringTokenizer(contents);
        String word = words.hasMoreTokens() ? words.nextToken() : "";
        int start = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
        int end = start;
        while (end < word.length() && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
            end++;
        }
        return end == start ? BigInteger.ZERO : new BigInteger(word.substring(0, end));
    }
}
