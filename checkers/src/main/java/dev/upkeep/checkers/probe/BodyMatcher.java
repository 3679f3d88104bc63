package dev.upkeep.checkers.probe;

import dev.upkeep.config.model.Checker;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// `regex` and its companions, on java.util.regex where keepalived has PCRE2.
///
/// Body and pattern are matched byte by byte, unless `regex_options utf` asks for characters;
/// offsets count bytes either way. What differs from PCRE2:
/// - only the first [#MAX_BODY] bytes of a body are searched (keepalived matches the stream);
/// - recursion, conditions, callouts, `\K` and `\C` do not exist ([#compile] refuses them);
/// - the options `allow_empty_class`, `alt_bsux`, `dupnames`, `match_unset_backref` and
///   `alt_circumflex` are refused; those that only tune PCRE2 change nothing.
///
/// A search that takes more than [#MAX_STEPS] looks at the body is given up, so that a pattern with
/// catastrophic backtracking fails its own check and does not stop the others.
public final class BodyMatcher {

    /// How much of a body is searched, in bytes.
    public static final int MAX_BODY = 256 * 1024;

    /// How many characters a search may look at.
    static final int MAX_STEPS = 20_000_000;

    private final Pattern pattern;
    private final Checker.BodyPattern source;
    private final boolean utf;
    private final boolean firstLine;

    private BodyMatcher(Pattern pattern, Checker.BodyPattern source) {
        this.pattern = pattern;
        this.source = source;
        this.utf = source.options().contains("utf");
        this.firstLine = source.options().contains("firstline");
    }

    /// Compiles a pattern.
    ///
    /// @throws PatternSyntaxException when it cannot be said in java.util.regex; the message says
    ///   why
    public static BodyMatcher compile(Checker.BodyPattern source) {
        int flags = Pattern.UNIX_LINES;
        boolean utf = source.options().contains("utf");
        for (String option : source.options()) {
            flags |=
                    switch (option) {
                        case "caseless" ->
                                Pattern.CASE_INSENSITIVE | (utf ? Pattern.UNICODE_CASE : 0);
                        case "dotall" -> Pattern.DOTALL;
                        case "multiline" -> Pattern.MULTILINE;
                        case "extended" -> Pattern.COMMENTS;
                        case "ucp" -> Pattern.UNICODE_CHARACTER_CLASS;
                        case "allow_empty_class",
                                "alt_bsux",
                                "dupnames",
                                "match_unset_backref",
                                "alt_circumflex" ->
                                throw new PatternSyntaxException(
                                        "regex option '" + option + "' has no equivalent",
                                        source.regex(),
                                        -1);
                        default -> 0; // tunes PCRE2, or is handled by the caller
                    };
        }
        String text =
                utf
                        ? source.regex()
                        : new String(
                                source.regex().getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.ISO_8859_1);
        String translated =
                RegexTranslation.fromPcre(
                        text,
                        source.options().contains("extended"),
                        source.options().contains("dollar_endonly")
                                && !source.options().contains("multiline"));
        return new BodyMatcher(Pattern.compile(translated, flags), source);
    }

    /// Searches a body.
    ///
    /// @param body one character per byte
    /// @return null when the body is as wanted, else what is wrong with it
    @Nullable String judge(String body) {
        boolean found;
        try {
            found =
                    utf
                            ? findInCharacters(body)
                            : find(body, source.minOffset(), source.maxOffset());
        } catch (TooManyStepsException e) {
            return "Regex search took too long";
        } catch (StackOverflowError e) { // java.util.regex recurses on groups
            return "Regex search nested too deeply";
        }
        if (found == source.noMatch()) {
            return source.noMatch() ? "Regex matched" : "Regex not matched";
        }
        return null;
    }

    private boolean findInCharacters(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.UTF_8);
        long from = charactersIn(bytes, source.minOffset());
        long before = source.maxOffset() < 0 ? -1 : charactersIn(bytes, source.maxOffset());
        return find(text, from, before);
    }

    private static long charactersIn(byte[] bytes, long length) {
        int cut = (int) Math.min(length, bytes.length);
        return length - cut + new String(bytes, 0, cut, StandardCharsets.UTF_8).length();
    }

    private boolean find(String text, long from, long before) {
        if (from > text.length()) {
            return false;
        }
        Matcher matcher = pattern.matcher(new Counted(text));
        if (!matcher.find((int) from)) {
            return false;
        }
        int lineEnd = text.indexOf('\n', (int) from);
        boolean inLine = !firstLine || lineEnd < 0 || matcher.start() <= lineEnd;
        return inLine && (before < 0 || matcher.start() < before);
    }

    /// The search was given up.
    private static final class TooManyStepsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyStepsException() {
            super("too many steps", null, false, false);
        }
    }

    /// A text that counts how often it is looked at.
    private static final class Counted implements CharSequence {
        private final String text;
        private int left = MAX_STEPS;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new TooManyStepsException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
