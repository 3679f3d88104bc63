package dev.upkeep.config.reader;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import java.util.List;
import java.util.Map;

/// A quote that is not closed takes the value of its keyword. Both are one finding: the quote is
/// the cause.
final class UnclosedQuotes {

    /// Codes of a finding about a missing value together with its quote, which decides the status
    /// of `--config-test`. keepalived reads commands of scripts from the raw line and goes on after
    /// them.
    private static final Map<DiagnosticCode, DiagnosticCode> KINDS =
            Map.of(
                    DiagnosticCode.ARGUMENT_MISSING,
                    DiagnosticCode.ARGUMENT_MISSING,
                    DiagnosticCode.ARGUMENT_NEEDED,
                    DiagnosticCode.SYNTAX_UNCLOSED_QUOTE,
                    DiagnosticCode.SCRIPT_COMMAND,
                    DiagnosticCode.SYNTAX_UNCLOSED_QUOTE);

    private UnclosedQuotes() {}

    /// Puts a single finding in the place of a quote and of the missing value in its line.
    ///
    /// @param sorted in the order of the text
    static void fold(List<Diagnostic> sorted) {
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i).code() == DiagnosticCode.SYNTAX_UNCLOSED_QUOTE) {
                int value = missingValue(sorted, i);
                if (value >= 0) {
                    sorted.set(i, both(sorted.get(i), sorted.get(value)));
                    sorted.remove(value);
                    i -= value < i ? 1 : 0;
                }
            }
        }
    }

    /// Returns where the finding about a missing value in the line of the quote is, -1 when there
    /// is none.
    private static int missingValue(List<Diagnostic> sorted, int quote) {
        for (int i = quote - 1; i >= 0 && sameLine(sorted.get(i), sorted.get(quote)); i--) {
            if (KINDS.containsKey(sorted.get(i).code())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean sameLine(Diagnostic a, Diagnostic b) {
        return a.where().line() == b.where().line()
                && a.where().source().equals(b.where().source());
    }

    private static Diagnostic both(Diagnostic quote, Diagnostic value) {
        String[] needs = value.message().split(" needs ", 2);
        int rest = value.message().indexOf("; ");
        return new Diagnostic(
                value.severity(),
                KINDS.getOrDefault(value.code(), quote.code()),
                quote.where(),
                "the quote is not closed, so that "
                        + needs[0]
                        + " has no value"
                        + (rest < 0 ? "" : value.message().substring(rest)),
                quote.hint());
    }
}
