package dev.upkeep.checkers.probe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rewrites a PCRE2 pattern where java.util.regex reads the same text differently without saying
/// so: bracket expressions (`[` and `&&` are plain characters, `[:alpha:]` is a class, blanks
/// count), `(?P<name>..)`, `(?P=name)`, and `$` under `dollar_endonly`. What Java does not know at
/// all is left to its compiler to refuse.
final class RegexTranslation {

    private static final Map<String, String> POSIX =
            Map.ofEntries(
                    Map.entry("alpha", "\\p{Alpha}"),
                    Map.entry("digit", "\\p{Digit}"),
                    Map.entry("alnum", "\\p{Alnum}"),
                    Map.entry("upper", "\\p{Upper}"),
                    Map.entry("lower", "\\p{Lower}"),
                    Map.entry("space", "\\s"),
                    Map.entry("blank", "\\p{Blank}"),
                    Map.entry("punct", "\\p{Punct}"),
                    Map.entry("cntrl", "\\p{Cntrl}"),
                    Map.entry("graph", "\\p{Graph}"),
                    Map.entry("print", "\\p{Print}"),
                    Map.entry("xdigit", "\\p{XDigit}"),
                    Map.entry("word", "\\w"),
                    Map.entry("ascii", "\\p{ASCII}"));

    private final String in;
    private final boolean extended;
    private final boolean dollarIsEnd;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private RegexTranslation(String in, boolean extended, boolean dollarIsEnd) {
        this.in = in;
        this.extended = extended;
        this.dollarIsEnd = dollarIsEnd;
    }

    static String fromPcre(String pattern, boolean extended, boolean dollarIsEnd) {
        return new RegexTranslation(pattern, extended, dollarIsEnd).translate();
    }

    private String translate() {
        while (at < in.length()) {
            char c = in.charAt(at);
            if (c == '\\') {
                copyEscape();
            } else if (c == '[') {
                bracketExpression();
            } else if (in.startsWith("(?P<", at)) {
                out.append("(?<");
                at += 4;
            } else if (in.startsWith("(?P=", at)) {
                int end = in.indexOf(')', at);
                end = end < 0 ? in.length() : end;
                out.append("\\k<").append(in, at + 4, end).append('>');
                at = Math.min(end + 1, in.length());
            } else if (c == '$' && dollarIsEnd) {
                out.append("\\z");
                at++;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    /// Copies `\x`, and `\Q..\E` whole.
    private void copyEscape() {
        if (in.startsWith("\\Q", at)) {
            int end = in.indexOf("\\E", at);
            end = end < 0 ? in.length() : end + 2;
            out.append(in, at, end);
            at = end;
            return;
        }
        int end = Math.min(at + 2, in.length());
        out.append(in, at, end);
        at = end;
    }

    private void bracketExpression() {
        out.append('[');
        at++;
        if (at < in.length() && in.charAt(at) == '^') {
            out.append('^');
            at++;
        }
        boolean first = true;
        while (at < in.length() && (first || in.charAt(at) != ']')) {
            char c = in.charAt(at);
            String posix = c == '[' ? posixClass() : null;
            if (posix != null) {
                out.append(posix);
            } else if (c == '\\') {
                copyEscape();
            } else {
                boolean special =
                        c == '[' || c == ']' || c == '&' || (extended && (c == ' ' || c == '#'));
                out.append(special ? "\\" : "").append(c);
                at++;
            }
            first = false;
        }
        if (at < in.length()) {
            out.append(']');
            at++;
        }
    }

    /// Reads `[:name:]` or `[:^name:]` at the current place, or returns null and stays.
    private @Nullable String posixClass() {
        int end = in.indexOf(":]", at);
        if (!in.startsWith("[:", at) || end < 0) {
            return null;
        }
        boolean negated = in.startsWith("[:^", at);
        String known = POSIX.get(in.substring(at + (negated ? 3 : 2), end));
        if (known == null) {
            return null;
        }
        at = end + 2;
        return negated ? "[^" + known + "]" : known;
    }
}
