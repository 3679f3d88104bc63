package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Characters;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// From files to logical lines: comments, conditions (`@id`), definitions (`$NAME=`), repetitions
/// (`~SEQ`, `~LST`) and includes are resolved here, line by line, and what remains goes to a
/// [BlockCollector].
///
/// Most lines use none of that; they are handed on from the file's buffer without a copy.
///
/// Differences from keepalived: a definition that refers to itself, a file that includes itself and
/// text that grows without bound are errors (keepalived hangs, or runs out of files); an unknown
/// `${NAME}` is one error and a part of its word (there its braces open and close a block).
public final class SourceReader {

    /// A head has at most a few numbers, or a list of values that one definition may hold.
    private static final int MAX_HEAD_DEFINITIONS = 1000;

    /// Repetitions, replayed definitions and includes within each other.
    private static final int MAX_NESTING = 3 * Expander.MAX_DEPTH;

    private static final String INCLUDE = "include";

    private final BlockCollector out;
    private final Consumer<Diagnostic> findings;
    private final Expander expander;
    private final IncludeFiles files;

    private final Comments comments;
    private final Conditions conditions;
    private final DefinitionReader definitions;
    private final ExpansionBudget growth;
    private int nesting;

    public SourceReader(ReaderOptions options, BlockCollector out, Consumer<Diagnostic> findings) {
        this(options, out, findings, (_, _, _, _) -> {});
    }

    /// @param copy receives each line of each file before it is read
    public SourceReader(
            ReaderOptions options,
            BlockCollector out,
            Consumer<Diagnostic> findings,
            LineCopy copy) {
        this.out = out;
        this.findings = findings;
        this.expander = new Expander(new Predefined(options), findings);
        this.comments = new Comments(out, findings);
        this.conditions = new Conditions(options.configId(), findings);
        this.definitions = new DefinitionReader(expander);
        this.growth = new ExpansionBudget(findings);
        this.files =
                new IncludeFiles(
                        options.includeChecks(),
                        findings,
                        (text, length, source, line) -> {
                            copy.line(text, length, source, line);
                            physical(text, length, source, line);
                        },
                        options.opened());
    }

    /// Receives the lines of files as they stand there.
    public interface LineCopy {

        /// Receives one line, which it must not change.
        ///
        /// @param length of the line; -1 at the end of the file
        void line(char[] text, int length, Source source, int number);
    }

    /// Reads all files that match the pattern, to the end.
    public void read(String pattern) {
        files.readMain(pattern);
    }

    /// Takes one line of a file.
    private void physical(char[] text, int length, Source source, int line) {
        int start = 0;
        while (start < length && Characters.blank(text[start])) {
            start++;
        }
        if (start >= length) { // blank, or the end of the file
            definitions.end();
            return;
        }
        char first = text[start];
        if (first == '#' || first == '!') {
            return;
        }
        int end = comments.scan(text, start, length, source, line);
        boolean plain = !comments.special && !definitions.isOpen() && first != '@' && first != '~';
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

    /// Takes a line that uses the preprocessor.
    ///
    /// @param line where the line as a whole is said to be, in `source`
    /// @param conditional whether a leading `@` is a condition
    private void process(Text given, Source source, int line, boolean conditional) {
        if (nesting > MAX_NESTING) {
            findings.accept(
                    new Diagnostic(
                            Severity.ERROR,
                            DiagnosticCode.DEFINITION_TOO_DEEP,
                            new SourceLocation(source, line, 1),
                            "more than "
                                    + MAX_NESTING
                                    + " repetitions within each other; the line is skipped",
                            null));
            return;
        }
        nesting++;
        try {
            processNested(given, source, line, conditional);
        } finally {
            nesting--;
        }
    }

    private void processNested(Text given, Source source, int line, boolean conditional) {
        Text text = given.withoutBlanksBeforeBackslash();
        if (conditional && text.length() > 0 && text.at(0) == '@') {
            text = conditions.apply(text);
        }
        if (text.length() == 0) {
            return;
        }
        if (definitions.isOpen() && conditional) {
            definitions.add(text);
            return;
        }
        if (definitions.begin(text)) {
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
        } else if (!definitions.begin(text)) {
            Comments.strip(text);
            finish(text, source, line);
        }
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
            if (!growth.generate(chars.length, head, source, line)) {
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
        SourceLocation where = text.place(0);
        if (close == text.length() || open == close) {
            badRepetition(where, "no values in parentheses");
            return;
        }
        Text head = headOf(text.part(0, close + 1));
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
            if (!growth.generate(repeated.length(), text, source, line)) {
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

    /// The head of a repetition with all its definitions replaced: the expander stops after each,
    /// since it leaves the repeated text to the rounds.
    private Text headOf(Text head) {
        Text text = head;
        for (int i = 0; i < MAX_HEAD_DEFINITIONS; i++) {
            Expander.Expanded expanded = expander.expand(text, 0, files.workingDirectory());
            if (!expanded.changed()) {
                return text;
            }
            text = expanded.text();
        }
        return text;
    }

    private void badRepetition(SourceLocation where, String why) {
        findings.accept(
                new Diagnostic(
                        Severity.ERROR,
                        DiagnosticCode.REPETITION_MALFORMED,
                        where,
                        "not a valid repetition: " + why,
                        "write ~SEQ(VAR, [FIRST, [STEP,]] LAST) TEXT or ~LST(VAR, VALUE, ...) TEXT"));
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
