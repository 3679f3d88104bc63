package dev.upkeep.config.schema;

import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.source.Statement;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.config.source.Word;
import org.jspecify.annotations.Nullable;

/// The words of a statement, consumed from left to right, with a way to complain about them.
public final class Arguments {
    private final Statement statement;
    private final SystemView system;
    private DiagnosticReporter findings;
    private final String subject;
    private final boolean endsWithoutArgument;
    private int next;
    private @Nullable String instead;
    private boolean vital;

    private Arguments(
            Statement statement,
            int next,
            String subject,
            boolean endsWithoutArgument,
            SystemView system,
            DiagnosticReporter findings) {
        this.endsWithoutArgument = endsWithoutArgument;
        this.statement = statement;
        this.next = next;
        this.subject = subject;
        this.system = system;
        this.findings = findings;
    }

    /// Returns the words after the keyword.
    public static Arguments after(
            Statement statement, Node node, SystemView system, DiagnosticReporter findings) {
        boolean ends = node.info().endsWithoutArgument();
        return new Arguments(statement, 1, statement.keyword(), ends, system, findings);
    }

    /// All words of a line, from the given one on.
    ///
    /// @param subject what messages call the line: the name of its block
    public static Arguments line(
            Statement statement,
            int from,
            String subject,
            SystemView system,
            DiagnosticReporter findings) {
        return new Arguments(statement, from, subject, false, system, findings);
    }

    /// Returns the name of the thing being read in messages: the keyword.
    public String subject() {
        return subject;
    }

    /// Returns whether nothing can take the place of a value that is refused.
    public boolean isVital() {
        return vital;
    }

    /// From now on errors about these words are fatal.
    public void raiseErrors() {
        vital = true;
        DiagnosticReporter plain = findings;
        findings =
                new DiagnosticReporter(found ->
                        plain.to()
                                .accept(
                                        found.severity() == Severity.ERROR
                                                ? found.as(Severity.FATAL)
                                                : found));
    }

    /// Sets the text of the value that counts in place of refused words.
    public void instead(String used) {
        instead = used;
    }

    /// Returns whether `=` stands between the keyword and its words, as in other languages.
    public boolean startsWithEqualsSign() {
        return statement.words().size() > 1 && statement.words().get(1).text().equals("=");
    }

    /// Returns the text of the value that counts in place of refused words; null for none.
    public @Nullable String instead() {
        return instead;
    }

    /// Names the operating system knows.
    public SystemView system() {
        return system;
    }

    public boolean hasNext() {
        return next < statement.words().size();
    }

    /// Returns the next word without consuming it, or null.
    public @Nullable Word peek() {
        return hasNext() ? statement.words().get(next) : null;
    }

    /// Consumes the next word when there is one.
    public @Nullable Word next() {
        return hasNext() ? statement.words().get(next++) : null;
    }

    /// Consumes the next word when it is exactly `text`.
    public boolean accept(String text) {
        Word word = peek();
        if (word == null || !word.text().equals(text)) {
            return false;
        }
        next++;
        return true;
    }

    /// Consumes the next word and complains when there is none.
    ///
    /// @param what the argument that is missing, for the message: "an interface"
    public @Nullable Word require(String what) {
        Word word = next();
        if (word == null) {
            missing(what, null);
        }
        return word;
    }

    /// Complains that there is no argument.
    ///
    /// @param what the argument that is missing, for the message: "a command"
    public void missing(String what, @Nullable String hint) {
        missing(DiagnosticCode.ARGUMENT_MISSING, what, hint);
    }

    /// Complains that there is no argument, where keepalived would end its reading.
    ///
    /// @param code of a keyword without which keepalived does not go on
    public void missing(DiagnosticCode code, String what, @Nullable String hint) {
        findings.error(
                endsWithoutArgument ? code : DiagnosticCode.ARGUMENT_NEEDED,
                statement.where(),
                subject + " needs " + what,
                hint);
    }

    /// Consumes whatever is left.
    public void skipRest() {
        next = statement.words().size();
    }

    /// Returns the text after the keyword with its quotes.
    public String raw() {
        return statement.raw();
    }

    /// Returns the place of a character of [#raw].
    public SourceLocation rawPlace(int offset) {
        return new SourceLocation(
                statement.where().source(),
                statement.where().line(),
                statement.rawColumn() + offset);
    }

    /// Returns the place of the statement.
    public SourceLocation where() {
        return statement.where();
    }

    /// Returns the place of a word.
    public SourceLocation at(Word word) {
        return statement.at(word);
    }

    /// Returns the place of the next word, or of the statement when there is none left.
    public SourceLocation here() {
        Word word = peek();
        return word == null ? where() : at(word);
    }

    public void error(DiagnosticCode code, Word word, String message, @Nullable String hint) {
        String advice = word.text().equals("=") ? "leave '=' out" : hint;
        findings.error(code, at(word), subject + " " + message, advice);
    }

    public void warning(DiagnosticCode code, Word word, String message, @Nullable String hint) {
        findings.warning(code, at(word), subject + " " + message, hint);
    }

    public void hint(DiagnosticCode code, Word word, String message, @Nullable String hint) {
        findings.hint(code, at(word), subject + " " + message, hint);
    }

    /// Reports at a place that is not a word.
    public void report(
            Severity severity,
            DiagnosticCode code,
            SourceLocation where,
            String message,
            @Nullable String hint) {
        findings.add(severity, code, where, message, hint);
    }
}
