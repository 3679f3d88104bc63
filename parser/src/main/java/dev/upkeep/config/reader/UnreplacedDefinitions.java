package dev.upkeep.config.reader;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.ExitClass;
import dev.upkeep.config.source.Severity;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A definition that cannot be replaced stays in its line as it was written, where it is no number,
/// no address and no name. All of it is one finding: the definition is the cause.
final class UnreplacedDefinitions {

    private static final Set<DiagnosticCode> CAUSES =
            EnumSet.of(
                    DiagnosticCode.DEFINITION_BAD_PARAMETERS,
                    DiagnosticCode.DEFINITION_CYCLE,
                    DiagnosticCode.DEFINITION_LINE_TOO_LONG,
                    DiagnosticCode.DEFINITION_TOO_DEEP,
                    DiagnosticCode.DEFINITION_UNKNOWN);

    /// Findings that decide the status of `--config-test` by themselves.
    private static final Set<ExitClass> OWN_STATUS =
            EnumSet.of(
                    ExitClass.ABORTS,
                    ExitClass.INSECURE,
                    ExitClass.NO_CONFIGURATION,
                    ExitClass.SUCCESS);

    private static final Pattern USE = Pattern.compile("[$][{A-Za-z_]");

    private UnreplacedDefinitions() {}

    /// Removes what follows from a definition that could not be replaced; the gravest severity and
    /// what it costs stay.
    ///
    /// @param sorted in the order of the text
    static void fold(List<Diagnostic> sorted) {
        for (int i = 0; i < sorted.size(); i++) {
            if (CAUSES.contains(sorted.get(i).code())) {
                for (int k = sorted.size() - 1; k >= 0; k--) {
                    if (k != i && follows(sorted.get(k), sorted.get(i))) {
                        Diagnostic consequence = sorted.remove(k);
                        i -= k < i ? 1 : 0;
                        sorted.set(i, both(sorted.get(i), consequence));
                    }
                }
            }
        }
    }

    private static boolean follows(Diagnostic each, Diagnostic cause) {
        if (each.where().line() != cause.where().line()
                || !each.where().source().equals(cause.where().source())) {
            return false;
        }
        if (CAUSES.contains(each.code())) {
            return each.code() == DiagnosticCode.DEFINITION_UNKNOWN
                    && cause.code() == DiagnosticCode.DEFINITION_LINE_TOO_LONG;
        }
        return each.severity() != Severity.HINT
                && !OWN_STATUS.contains(each.code().exitClass())
                && USE.matcher(each.message()).find();
    }

    private static Diagnostic both(Diagnostic cause, Diagnostic consequence) {
        int cost = consequence.message().indexOf("; ");
        String consequenceText = cost < 0 ? "" : consequence.message().substring(cost);
        boolean graver = consequence.severity().compareTo(cause.severity()) < 0;
        return new Diagnostic(
                graver ? consequence.severity() : cause.severity(),
                cause.code(),
                cause.where(),
                cause.message().endsWith(consequenceText)
                        ? cause.message()
                        : cause.message() + consequenceText,
                cause.hint());
    }
}
