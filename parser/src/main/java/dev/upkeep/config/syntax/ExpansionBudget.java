package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import java.util.function.Consumer;

/// Bounds what definitions and repetitions generate in one reading.
final class ExpansionBudget {
    private static final int MAX_LINES = 1_500_000;
    private static final long MAX_CHARS = 48_000_000;

    private final Consumer<Diagnostic> findings;
    private int lines;
    private long chars;
    private boolean exhausted;

    ExpansionBudget(Consumer<Diagnostic> findings) {
        this.findings = findings;
    }

    /// Counts a generated line; false, after one report, when there have been too many.
    boolean generate(int more, Text text, Source source, int line) {
        lines++;
        chars += more;
        if (lines <= MAX_LINES && chars <= MAX_CHARS) {
            return true;
        }
        if (!exhausted) {
            exhausted = true;
            findings.accept(
                    new Diagnostic(
                            Severity.ERROR,
                            DiagnosticCode.DEFINITION_TOO_MUCH,
                            text.length() > 0 ? text.place(0) : new SourceLocation(source, line, 1),
                            "definitions and repetitions make more than "
                                    + MAX_LINES
                                    + " lines or "
                                    + MAX_CHARS
                                    + " characters; the rest is ignored",
                            null));
        }
        return false;
    }
}
