package dev.upkeep.config.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// From files to logical lines: comments, conditions (`@id`), definitions (`$NAME=`), repetitions
/// (`~SEQ`, `~LST`) and includes are resolved here, line by line, and what remains goes to a
/// [BlockCollector].
///
/// Longer than most files: conditions, definitions and repetitions feed each other's output, and
/// share the limits below.
///
/// Most lines use none of that; they are handed on from the file's buffer without a copy.
///
/// Differences from keepalived: a definition that refers to itself, a file that includes itself and
/// text that grows without bound are errors (keepalived hangs, or runs out of files); an unknown
/// `${NAME}` is one error and a part of its word (there its braces open and close a block).
final class SourceReader {

    /// Lines that definitions and repetitions may generate in one reading.
    private static final int MAX_GENERATED_LINES = 1_500_000;

    /// Characters in those lines.
    private static final long MAX_GENERATED_CHARS = 48_000_000;

    /// Repetitions, replayed definitions and includes within each other.
    private static final int MAX_NESTING = 3 * Expander.MAX_DEPTH;

    private static final String INCLUDE = "include";

    private final ReaderOptions options;
    private final BlockCollector out;
    private final Consumer<Diagnostic> findings;
    private final Expander expander;
    private final IncludeFiles files;

    private int generatedLines;
    private long generatedChars;
    private boolean exhausted;
    private int nesting;

    /// The multi-line definition that is being read, or null.
    private @Nullable Collecting collecting;

    /// Of the line scanned last: the line contains `$` or ends in a backslash.
    private boolean special;

    SourceReader(ReaderOptions options, BlockCollector out, Consumer<Diagnostic> findings) {
        this.options = options;
        this.out = out;
        this.findings = findings;
        this.expander = new Expander(new Predefined(options), findings);
        this.files = new IncludeFiles(options.includeChecks(), findings, this::physical);
    }

    /// Reads all files that match the pattern, to the end.
    void read(String pattern) {
        files.readMain(pattern);
    }

    /// The lines of a multi-line definition so far.
    private record Collecting(String name, Source source, List<Definition.Line> lines) {}

    /// Takes one line of a file.
    private void physical(char[] text, int length, Source source, int line) {
        int start = 0;
        while (start < length && Characters.blank(text[start])) {
            start++;
        }
        if (start >= length) { // blank, or the end of the file
            endCollecting();
            return;
        }
        char first = text[start];
        if (first == '#' || first == '!') {
            return;
        }
        int end = scan(text, start, length, source, line);
        boolean plain = !special && collecting == null && first != '@' && first != '~';
        if (plain && (first != 'i' || !includes(text, start, end))) {
            out.line(text, start, end, source, line, start + 1, null);
            return;
        }
        process(Text.of(text, start, end, source, line, start + 1), source, line, true);
    }

    private static boolean includes(char[] text, int start, int end) {
        if (end - start < INCLUDE.length()) {
            return false;
        }
        for (int i = 0; i < INCLUDE.length(); i++) {
            if (text[start + i] != INCLUDE.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Finds the end of the line without its comment and the blanks before it, and notes what else
    /// is in it. `\#` and `\!` lose their backslash where keepalived's parent process evaluates the
    /// line; elsewhere its children see a comment sign, and so do we.
    private int scan(char[] text, int start, int length, Source source, int line) {
        boolean quoted = false;
        boolean found = false;
        int end = length;
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (c > '\\') {
                continue;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '$') {
                found = true;
            } else if (c == '\\') {
                found = true;
                if (!quoted && i + 1 < end && (text[i + 1] == '#' || text[i + 1] == '!')) {
                    end = escaped(text, i, end, source, line);
                } else {
                    i++;
                }
            } else if ((c == '#' || c == '!') && !quoted) {
                end = i;
            }
        }
        while (end > start && Characters.blank(text[end - 1])) {
            end--;
        }
        special = found;
        return end;
    }

    /// Treats `\#` at `at`; gives the new end of the line.
    private int escaped(char[] text, int at, int end, Source source, int line) {
        if (out.evaluatedByParent()) {
            System.arraycopy(text, at + 1, text, at, end - at - 1);
            return end - 1;
        }
        findings.accept(
                new Diagnostic(
                        Severity.HINT,
                        "comment.escaped",
                        new Span(source, line, at + 1),
                        "'" + text[at] + text[at + 1] + "' starts a comment outside of global_defs",
                        "write the text in double quotes"));
        return at;
    }

    /// Takes a line that uses the preprocessor.
    ///
    /// @param line where the line as a whole is said to be, in `source`
    /// @param conditions whether a leading `@` is a condition
    private void process(Text given, Source source, int line, boolean conditions) {
        if (nesting > MAX_NESTING) {
            findings.accept(
                    new Diagnostic(
                            Severity.ERROR,
                            "definition.too-deep",
                            new Span(source, line, 1),
                            "more than " + MAX_NESTING + " repetitions within each other",
                            null));
            return;
        }
        nesting++;
        try {
            processNested(given, source, line, conditions);
        } finally {
            nesting--;
        }
    }

    private void processNested(Text given, Source source, int line, boolean conditions) {
        Text text = trimBackslash(given);
        if (conditions && text.length() > 0 && text.at(0) == '@') {
            text = condition(text);
        }
        if (text.length() == 0) {
            return;
        }
        if (collecting != null && conditions) {
            collect(text);
            return;
        }
        if (define(text)) {
            return;
        }
        if (Repetition.startsIn(text, 0)) {
            repeat(text, source, line);
            return;
        }
        Expander.Expanded expanded = expander.expand(text, 0, files.workingDirectory());
        if (!expanded.changed()) {
            finish(text, source, line);
            return;
        }
        text = expanded.text();
        Definition rest = expanded.rest();
        Source restSource = expanded.restSource();
        if (rest != null && restSource != null) {
            replay(text, rest, restSource, source, line);
        } else if (Repetition.startsIn(text, 0)) {
            repeat(text, source, line);
        } else if (!define(text)) {
            stripComment(text);
            finish(text, source, line);
        }
    }

    /// Drops the blanks before a final backslash.
    private static Text trimBackslash(Text text) {
        int last = text.length() - 1;
        if (last < 1 || text.at(last) != '\\' || !Characters.blank(text.at(last - 1))) {
            return text;
        }
        int end = last;
        while (end > 0 && Characters.blank(text.at(end - 1))) {
            end--;
        }
        Text trimmed = text.part(0, end);
        trimmed.append(text, last, last + 1);
        return trimmed;
    }

    /// What follows `@ID` or `@^ID`; empty when the condition does not hold.
    private Text condition(Text text) {
        int start = 1;
        boolean negated = start < text.length() && text.at(start) == '^';
        if (negated) {
            start++;
        }
        int end = start;
        while (end < text.length() && !Characters.blank(text.at(end))) {
            end++;
        }
        boolean equal = text.string(start, end).equals(options.configId());
        int rest = end;
        while (rest < text.length() && Characters.blank(text.at(rest))) {
            rest++;
        }
        if (equal == negated) {
            checkQuotes(text);
            return new Text(1);
        }
        return text.part(rest, text.length());
    }

    /// Reports a quote that is not closed in a line that is left out: keepalived looks at quotes
    /// before it looks at conditions.
    private void checkQuotes(Text text) {
        int last = -1;
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) == '"') {
                last = last < 0 ? i : -1;
            }
        }
        if (last >= 0) {
            findings.accept(
                    new Diagnostic(
                            Severity.ERROR,
                            "syntax.unclosed-quote",
                            text.place(last),
                            "the quote is not closed, in a line that is left out",
                            "add '\"'"));
        }
    }

    private void collect(Text text) {
        Collecting definition = collecting;
        if (definition == null) {
            return;
        }
        boolean more = addLine(definition.lines(), text, 0);
        if (!more) {
            endCollecting();
        }
    }

    /// Adds a line of a multi-line definition without its backslash; false if it had none.
    private static boolean addLine(List<Definition.Line> lines, Text text, int start) {
        int end = text.length();
        boolean more = end > start && text.at(end - 1) == '\\';
        if (more) {
            end--;
        }
        while (end > start && Characters.blank(text.at(end - 1))) {
            end--;
        }
        if (end > start) {
            lines.add(
                    new Definition.Line(
                            text.string(start, end), text.line(start), text.column(start)));
        }
        return more;
    }

    private void endCollecting() {
        Collecting definition = collecting;
        if (definition != null) {
            collecting = null;
            expander.define(
                    new Definition(
                            definition.name(), definition.source(), definition.lines(), true));
        }
    }

    /// Takes `$NAME=text`; false when the line is something else.
    private boolean define(Text text) {
        if (text.at(0) != '$' || text.length() < 3 || !Characters.nameStart(text.at(1))) {
            return false;
        }
        int end = 2;
        while (end < text.length() && Characters.namePart(text.at(end))) {
            end++;
        }
        if (end == text.length() || text.at(end) != '=') {
            return false;
        }
        String name = text.string(1, end);
        Source source = text.source(0);
        int start = end + 1;
        while (start < text.length() && Characters.blank(text.at(start))) {
            start++;
        }
        if (start < text.length() && text.at(text.length() - 1) == '\\') {
            List<Definition.Line> lines = new ArrayList<>();
            addLine(lines, text, start);
            collecting = new Collecting(name, source, lines);
            return true;
        }
        int place = Math.min(start, text.length() - 1);
        expander.define(
                Definition.of(
                        name,
                        source,
                        text.string(start, text.length()),
                        text.line(place),
                        text.column(place)));
        return true;
    }

    /// Replays the lines of a multi-line definition; `head` joins the first of them.
    private void replay(Text head, Definition body, Source bodySource, Source source, int line) {
        if (body.lines().isEmpty()) {
            if (head.length() > 0) {
                process(head, source, line, false);
            }
            return;
        }
        boolean first = true;
        for (Definition.Line each : body.lines()) {
            char[] chars = each.text().toCharArray();
            if (!generate(chars.length, head, source, line)) {
                return;
            }
            Text text = Text.of(chars, 0, chars.length, bodySource, each.line(), each.column());
            if (first && head.length() > 0) {
                Text joined = head.part(0, head.length());
                joined.append(text, 0, text.length());
                process(joined, source, line, false);
            } else {
                process(text, bodySource, each.line(), false);
            }
            first = false;
        }
    }

    private void repeat(Text text, Source source, int line) {
        int close = 0;
        while (close < text.length() && text.at(close) != ')') {
            close++;
        }
        int open = 0;
        while (open < close && text.at(open) != '(') {
            open++;
        }
        Span where = text.place(0);
        if (close == text.length() || open == close) {
            badRepetition(where, "no values in parentheses");
            return;
        }
        Text head = expander.expand(text.part(0, close + 1), 0, files.workingDirectory()).text();
        int start = close + 1;
        while (start < text.length() && Characters.blank(text.at(start))) {
            start++;
        }
        Repetition repetition;
        try {
            repetition = Repetition.parse(head.string(0, head.length()), start);
        } catch (Repetition.BadRepetition e) {
            badRepetition(where, String.valueOf(e.getMessage()));
            return;
        }
        if (start == text.length()) {
            return;
        }
        Text repeated = text.part(start, text.length());
        for (long round = 0; round < repetition.rounds(); round++) {
            if (!generate(repeated.length(), text, source, line)) {
                return;
            }
            List<String> values = repetition.round(round);
            for (int i = 0; i < values.size(); i++) {
                String name = repetition.names().get(i);
                expander.define(
                        Definition.of(
                                name, where.source(), values.get(i), where.line(), where.column()));
            }
            process(repeated.part(0, repeated.length()), source, line, true);
        }
    }

    private void badRepetition(Span where, String why) {
        findings.accept(
                new Diagnostic(
                        Severity.ERROR,
                        "repetition.malformed",
                        where,
                        "not a valid repetition: " + why,
                        "write ~SEQ(VAR, [FIRST, [STEP,]] LAST) TEXT or ~LST(VAR, VALUE, ...) TEXT"));
    }

    /// Counts a generated line; false, after one report, when there have been too many.
    private boolean generate(int chars, Text text, Source source, int line) {
        generatedLines++;
        generatedChars += chars;
        if (generatedLines <= MAX_GENERATED_LINES && generatedChars <= MAX_GENERATED_CHARS) {
            return true;
        }
        if (!exhausted) {
            exhausted = true;
            findings.accept(
                    new Diagnostic(
                            Severity.ERROR,
                            "definition.too-much",
                            text.length() > 0 ? text.place(0) : new Span(source, line, 1),
                            "definitions and repetitions make more than "
                                    + MAX_GENERATED_LINES
                                    + " lines or "
                                    + MAX_GENERATED_CHARS
                                    + " characters; the rest is ignored",
                            null));
        }
        return false;
    }

    /// Removes what became a comment by expansion.
    private static void stripComment(Text text) {
        boolean quoted = false;
        int end = 0;
        while (end < text.length() && (quoted || (text.at(end) != '#' && text.at(end) != '!'))) {
            quoted ^= text.at(end) == '"';
            end++;
        }
        while (end > 0 && Characters.blank(text.at(end - 1))) {
            end--;
        }
        text.cut(end);
    }

    /// Hands on a line that is fully expanded, or reads what it includes.
    private void finish(Text text, Source source, int line) {
        int start = 0;
        while (start < text.length() && Characters.blank(text.at(start))) {
            start++;
        }
        int end = text.length();
        if (start == end || include(text, start)) {
            return;
        }
        Source first = text.source(start);
        int firstLine = text.line(start);
        if (text.contiguous(start, end)) {
            out.line(text.chars(), start, end, first, firstLine, text.column(start), null);
        } else {
            Places places = text.places(start, end);
            out.line(text.chars(), start, end, source, line, text.column(start), places);
        }
    }

    private boolean include(Text text, int start) {
        int end = start;
        while (end < text.length() && !Characters.blank(text.at(end))) {
            end++;
        }
        int length = end - start;
        if (length < 7 || length > 13 || text.at(start) != 'i') {
            return false;
        }
        String word = text.string(start, end);
        if (word.equals("include_check") && out.inGlobalDefs()) {
            files.changeChecks(
                    IncludeChecks.keyword(text.string(end, text.length()), files.checks()));
            return false; // a keyword all the same
        }
        Set<IncludeCheck> checks = IncludeChecks.variant(word);
        int pattern = end;
        while (pattern < text.length() && Characters.blank(text.at(pattern))) {
            pattern++;
        }
        if (checks == null || pattern == text.length()) {
            return false;
        }
        files.include(text.string(pattern, text.length()), checks, text.place(pattern));
        return true;
    }
}
