package dev.upkeep.config.reader;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.value.AddressAdvice;
import java.util.ArrayList;
import java.util.List;

/// A `$NAME` that text follows is not replaced, and what it stands in is often not usable then:
/// both are one finding, with the advice of the first.
final class GluedDefinitions {

    private GluedDefinitions() {}

    /// Gives the advice of a glued definition to what is found about its line.
    ///
    /// @param sorted in the order of the text
    static void fold(List<Diagnostic> sorted) {
        List<Diagnostic> glued = new ArrayList<>();
        for (Diagnostic each : sorted) {
            if (each.code() == DiagnosticCode.DEFINITION_GLUED) {
                glued.add(each);
            }
        }
        for (Diagnostic advice : glued) {
            for (int i = 0; i < sorted.size(); i++) {
                Diagnostic each = sorted.get(i);
                if (each.severity() != Severity.HINT
                        && AddressAdvice.GLUED_DEFINITION.equals(each.hint())
                        && each.where().line() == advice.where().line()
                        && each.where().source().equals(advice.where().source())) {
                    sorted.set(
                            i,
                            new Diagnostic(
                                    each.severity(),
                                    each.code(),
                                    each.where(),
                                    each.message(),
                                    advice.hint()));
                    sorted.remove(advice);
                    break;
                }
            }
        }
    }
}
