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
/// - only the first [#MAX_BODY] bytes of a body are searched (keepalived matches the stream), but
///   all of it for a text without metacharacters ([LiteralText]);
/// - recursion, conditions, callouts, `\K` and `\C` do not exist ([#compile] refuses them);
/// - the options `allow_empty_class`, `alt_bsux`, `dupnames`, `match_unset_backref` and
///   `alt_circumflex` are refused; those that only tune PCRE2 change nothing.
///
/// A search looks at the body a limited number of times, so that a pattern with catastrophic
/// backtracking fails its own check; it ends early when its thread is interrupted.
public final class BodyMatcher {

    /// Holds how much of a body is searched, in bytes.
    public static final int MAX_BODY = 256 * 1024;

    /// Limit of how many characters a search may look at.
    static final int MAX_STEPS = 20_000_000;

    /// Limit of how many characters a search may look at on the event loop: some tenths of a
    /// millisecond.
    static final int QUICK_STEPS = 50_000;

    /// Between two looks whether the thread is interrupted.
    private static final int INTERRUPT_MASK = 0xfff;

    private final Pattern pattern;
    private final Checker.BodyPattern source;
    private final @Nullable LiteralText literal;
    private final boolean utf;
    private final boolean firstLine;

    private BodyMatcher(Pattern pattern, Checker.BodyPattern source) {
        this.pattern = pattern;
        this.source = source;
        this.literal = LiteralText.of(source);
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

    /// The result of a search.
    ///
    /// @param problem null when the body is as expected
    record Outcome(@Nullable String problem) {}

    /// Searches a body within the limit of the event loop.
    ///
    /// @param body one character per byte
    /// @return null when that is not enough: then [#judge] is to be asked on another thread
    @Nullable Outcome judgeQuickly(String body) {
        try {
            return search(body, QUICK_STEPS);
        } catch (TooManyStepsException e) {
            return null;
        }
    }

    /// Searches a body.
    ///
    /// @param body one character per byte
    Outcome judge(String body) {
        try {
            return search(body, MAX_STEPS);
        } catch (TooManyStepsException e) {
            return new Outcome("Regex search took too long");
        }
    }

    private Outcome search(String body, int steps) {
        boolean found;
        try {
            found =
                    utf
                            ? findInCharacters(body, steps)
                            : find(body, source.minOffset(), source.maxOffset(), steps);
        } catch (StackOverflowError e) { // java.util.regex recurses on groups
            return new Outcome("Regex search nested too deeply");
        }
        return outcome(found);
    }

    private Outcome outcome(boolean found) {
        if (found == source.noMatch()) {
            return new Outcome(source.noMatch() ? "Regex matched" : "Regex not matched");
        }
        return new Outcome(null);
    }

    /// Begins a search that takes the body as it comes, null where the pattern needs all of it.
    LiteralText.@Nullable Search search() {
        return literal == null ? null : literal.search();
    }

    /// Judges a body that a [#search] has seen.
    Outcome judge(LiteralText.Search search) {
        return outcome(search.found());
    }

    private boolean findInCharacters(String body, int steps) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.UTF_8);
        long from = charactersIn(bytes, source.minOffset());
        long before = source.maxOffset() < 0 ? -1 : charactersIn(bytes, source.maxOffset());
        return find(text, from, before, steps);
    }

    private static long charactersIn(byte[] bytes, long length) {
        int cut = (int) Math.min(length, bytes.length);
        return length - cut + new String(bytes, 0, cut, StandardCharsets.UTF_8).length();
    }

    private boolean find(String text, long from, long before, int steps) {
        if (from > text.length()) {
            return false;
        }
        Matcher matcher = pattern.matcher(new Counted(text, steps));
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
        private int left;

        Counted(String text, int steps) {
            this.text = text;
            this.left = steps;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0
                    || ((left & INTERRUPT_MASK) == 0 && Thread.currentThread().isInterrupted())) {
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
